import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { NightStatus, NightWorkflow } from '../shared/adapters/step-functions/night-workflow.ts'
import type { Dataset } from '../shared/config/dataset.ts'
import { listProblems, UsageError } from '../shared/errors.ts'
import { datasetSchema } from '../shared/schema/names.ts'
import { datasetNamed } from '../shared/steps/dataset-request.ts'
import type { Deployed } from './deployed.ts'
import { setting } from './environment.ts'
import type { DatasetEvent, DatasetResult } from './events.ts'

const aDataset = { error: 'has to be the name of a dataset of nightmask.yaml' }
const aSchema = { error: 'has to be a schema name of letters, digits and underscores' }
const eventShape = z.strictObject(
  {
    dataset: z.string(aDataset).min(1, aDataset),
    staging: z
      .string(aSchema)
      .regex(/^\w{1,64}$/, aSchema)
      .optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `takes dataset and staging, not ${issue.keys.join(', ')}`
        : 'has to be like { "dataset": "recent-orders", "staging": "shop_staging_recent_orders" }',
  },
)

// One Lambda finds, masks and stores a dataset within its fifteen minutes: a third of them for this many rows at 10,000 a second.
const most = { max_rows: 3_000_000, max_seconds: 300 }

const pollMilliseconds = 2_000
// Lambda ends a call after fifteen minutes; the run itself goes on.
const patienceMilliseconds = 14 * 60_000

/** Starts a night for one dataset and waits for its end. Throws UsageError with every problem of the payload. */
export async function runDataset(
  event: DatasetEvent,
  night: NightWorkflow,
  { config }: Deployed,
): Promise<DatasetResult> {
  const { data, error } = eventShape.safeParse(event)
  if (!data)
    throw new UsageError(
      listProblems(
        'payload',
        error.issues.map(({ path, message }) => `${path.join('.') || 'it'} ${message}`),
      ),
    )
  const dataset = datasetNamed(config, data.dataset)
  refuseTooMuch(data.dataset, dataset)
  const schema = schemaFor(data.dataset, data.staging ?? dataset.schema)
  const execution = await night.start({ dataset: { name: data.dataset, schema } })
  const until = Date.now() + patienceMilliseconds
  let status = await night.status(execution)
  while (status.status === 'running' && Date.now() < until) {
    await pause(pollMilliseconds)
    status = await night.status(execution)
  }
  return resultOf(execution, status)
}

function refuseTooMuch(name: string, dataset: Dataset): void {
  for (const limit of ['max_rows', 'max_seconds'] as const)
    if (dataset[limit] > most[limit])
      throw new UsageError(
        `datasets: ${name} has ${limit} ${dataset[limit]}, and one Lambda does at most ${most[limit]}; lower it, or use \`nightmask run --dataset ${name}\`.`,
      )
}

function schemaFor(dataset: string, named: string | undefined): string {
  const nightly = setting('STAGING_DATABASE')
  const schema = named ?? datasetSchema(nightly, dataset)
  if (schema.toLowerCase() !== nightly.toLowerCase()) return schema
  throw new UsageError(`${schema} is staging itself: a dataset needs a schema of its own; name another.`)
}

function resultOf(execution: string, { status, error, text }: NightStatus): DatasetResult {
  if (status === 'running') return { execution, outcome: 'running', audit: null, failure: null }
  const told = parsed(text)
  if (told.outcome === 'skipped')
    return { execution, outcome: 'skipped', audit: null, failure: skippedFor(told.holder) }
  if (!told.outcome)
    return { execution, outcome: 'failed', audit: null, failure: `The workflow ended with ${error ?? 'no reason'}.` }
  return { execution, outcome: told.outcome, audit: told.audit ?? null, failure: told.failure ?? null }
}

/** `holder` is the ARN of an execution, which ends in its name. */
function skippedFor(holder: string | undefined): string {
  const name = holder?.split(':').at(-1)
  return `Nothing was made: another run is at work${name ? ` (execution ${name})` : ''}. Ask again when it has ended.`
}

function parsed(text: string | null): Partial<DatasetResult> & { readonly holder?: string } {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
}
