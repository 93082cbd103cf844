import { SnapshotConnection } from '../../shared/adapters/mysql/reading/snapshot-connection.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { type OpenedStores, openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import { policyChanges } from '../../shared/policy/resolving/changes.ts'
import { schemaChanges } from '../../shared/schema/changes.ts'
import { type PlanInput, settlePlan } from '../../shared/steps/plan.ts'
import { compareStaging } from '../audit/compare-staging.ts'
import type { PlanSummary, Progress, RunOptions } from '../progress.ts'
import { systemClock } from './clock.ts'
import { datasetTask, withRows } from './close-dataset.ts'
import { closeTask } from './close-task.ts'
import { connectSides } from './connections.ts'
import { towardsDataset } from './dataset.ts'
import { endpointOf, keyFileOf } from './endpoints.ts'
import { planInput } from './plan-input.ts'
import { uncoveredInside } from './uncovered-inside.ts'

/** What a run would do; writes nothing anywhere. */
export async function planRun(options: RunOptions, progress: Progress): Promise<PlanSummary> {
  progress.step('plan', null)
  const key = await readKeyFile(keyFileOf(options.config))
  const connections = await connectSides(options.config)
  try {
    const input = towardsItsSchema(await planInput('plan', key.id, options, connections), options)
    const stores = await openStores(options.config.artifacts)
    const ports = { ...stores, clock: systemClock, source: connections.source }
    const { plan, notes } = await settlePlan(input, ports)
    const drift = await driftOf(plan, stores)
    const serving = await compareStaging(endpointOf(options.config, 'staging'), stores)
    const uncovered = await uncoveredInside(options, plan)
    if (plan.dataset === null)
      return { plan, notes, drift, serving, uncovered, dataset: null, estimateSeconds: estimateSeconds(plan) }
    const { lines, tables } = await findDataset(options, plan)
    const planned = withRows(plan, tables)
    return {
      plan: planned,
      notes,
      drift,
      serving,
      uncovered,
      dataset: lines,
      estimateSeconds: estimateSeconds(planned),
    }
  } finally {
    connections.close()
  }
}

// The dataset's own schema may not be there yet, and a plan makes none: staging stands for it.
function towardsItsSchema(input: PlanInput, options: RunOptions): PlanInput {
  const { database } = endpointOf(towardsDataset(options).config, 'staging')
  return { ...input, staging: { ...input.staging, identity: { ...input.staging.identity, database } } }
}

/** The rows that a dataset would have now, in a snapshot of its own. */
async function findDataset(options: RunOptions, plan: Plan) {
  const { url } = endpointOf(options.config, 'source')
  const wire = await openWire(url, 'source')
  try {
    const snapshot = new SnapshotConnection(wire)
    await snapshot.begin()
    return await closeTask(datasetTask(options, plan), plan.schema, wire, { url, snapshot })
  } finally {
    wire.close()
  }
}

/** What changed in schema and policy since the run published last, null when there was none or its plan has expired. */
async function driftOf(plan: Plan, { records, plans }: OpenedStores): Promise<string[] | null> {
  const latest = await records.latestPublished()
  const before = latest ? await plans.read(latest.runId).catch(() => null) : null
  return before ? [...schemaChanges(before.schema, plan.schema), ...policyChanges(before, plan)] : null
}

// Measured by bench/full-run.ts on two cores, from plan to publish: rows bound small rows, bytes large ones.
const rowsPerSecond = 180_000
const bytesPerSecond = 25_000_000

function estimateSeconds({ tables, loadMethod }: Plan): number {
  const rows = tables.reduce((sum, { rowsEstimate }) => sum + rowsEstimate, 0)
  const bytes = tables.reduce((sum, { bytesEstimate }) => sum + bytesEstimate, 0)
  const seconds = Math.max(rows / rowsPerSecond, bytes / bytesPerSecond) * (loadMethod === 'insert' ? 2.3 : 1)
  return Math.max(1, Math.round(seconds))
}
