import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { NightStatus, NightWorkflow } from '../shared/adapters/step-functions/night-workflow.ts'
import { listProblems, UsageError } from '../shared/errors.ts'
import { datasetSchema } from '../shared/schema/names.ts'
import { datasetNamed } from '../shared/steps/dataset-request.ts'
import type { Deployed } from './deployed.ts'
import { setting } from './environment.ts'
import type { DatasetEvent, DatasetResult } from './events.ts'

const eventShape = z.strictObject({
  dataset: z.string().min(1),
  staging: z
    .string()
    .regex(/^\w{1,64}$/, { error: 'has to be a schema name of letters, digits and underscores' })
    .optional(),
})

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
  const schema = schemaFor(data.dataset, data.staging ?? datasetNamed(config, data.dataset).schema)
  const execution = await night.start({ dataset: { name: data.dataset, schema } })
  const until = Date.now() + patienceMilliseconds
  let status = await night.status(execution)
  while (status.status === 'running' && Date.now() < until) {
    await pause(pollMilliseconds)
    status = await night.status(execution)
  }
  return resultOf(execution, status)
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
  if (!told.outcome)
    return { execution, outcome: 'failed', audit: null, failure: `The workflow ended with ${error ?? 'no reason'}.` }
  return { execution, outcome: told.outcome, audit: told.audit ?? null, failure: told.failure ?? null }
}

function parsed(text: string | null): Partial<DatasetResult> {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
}
