import { readFile } from 'node:fs/promises'
import { useSources } from '../../shared/adapters/custom-transformers/use-sources.ts'
import { type DatabasePlace, readDatabaseSecret } from '../../shared/adapters/secrets/database-secret.ts'
import type { OpenedStores } from '../../shared/adapters/stores/open-stores.ts'
import { parseConfig } from '../../shared/config/parse-config.ts'
import { UsageError } from '../../shared/errors.ts'
import type { RunRef } from '../../shared/steps/run-ref.ts'
import type { Session } from '../answer.ts'
import type { RunOptions } from '../progress.ts'
import { type KeySource, readRunKey } from '../run/key-source.ts'
import { freshRun, type Run } from '../run/open-run.ts'

/** What the stack hands to the task, beside the run itself. */
export type TaskSetting =
  | 'ARTIFACTS_BUCKET'
  | 'SOURCE_DATABASE'
  | 'STAGING_DATABASE'
  | 'STAGING_SECRET'
  | 'PSEUDONYM_KEY_SECRET'
  | 'ORIGINALS_KEY_SECRET'
  | 'GRANTS'
  | 'TOOL_VERSION'
  | 'CODE_DIGEST'

/** The run that Night has asked for, over the logins and keys that the task's role may read. It has no lock of its own: Night has it. */
export async function openTask(ref: RunRef, stores: OpenedStores, { signal, progress }: Session): Promise<Run> {
  const { runId } = ref
  const keySource = keySourceOf(ref)
  const options = await taskOptions(ref, stores, signal)
  return freshRun({
    ...{ runId, startedAt: new Date(), options, nightly: options.config, progress, stores },
    ...{ key: await readRunKey(keySource), keySource, signer: null, lock: null },
  })
}

/** The setting of this task; throws UsageError when the stack did not give it. */
export function taskSetting(name: TaskSetting | 'RUN' | 'PREFLIGHT'): string {
  const value = process.env[name]
  if (value) return value
  throw new UsageError(`${name} is not set: the task is started by the Night workflow, which sets it.`)
}

function keySourceOf({ keyVersions }: RunRef): KeySource {
  return {
    pseudonyms: { secret: taskSetting('PSEUDONYM_KEY_SECRET'), version: keyVersions.pseudonyms },
    originals: { secret: taskSetting('ORIGINALS_KEY_SECRET'), version: keyVersions.originals },
  }
}

async function taskOptions(ref: RunRef, stores: OpenedStores, signal: AbortSignal): Promise<RunOptions> {
  const { secret, host, port } = ref.source
  const own = { host: null, port: null }
  const source = await login(secret, { host, port, database: taskSetting('SOURCE_DATABASE') })
  const staging = await login(taskSetting('STAGING_SECRET'), { ...own, database: taskSetting('STAGING_DATABASE') })
  const places = { source, staging, artifacts: stores.place }
  const config = parseConfig(await besides('nightmask.yaml'), 'nightmask.yaml', process.env, places)
  const policyText = await besides('policy.yaml')
  await useSources(JSON.parse(await besides('transformers.json').catch(() => '[]')))
  const given = { seed: null, dataset: null, workers: null, chunkRows: null }
  return { config, policyText, policyFile: config.policy, ...given, resume: await toResume(ref, stores), signal }
}

function login(secret: string, place: DatabasePlace): Promise<string> {
  return readDatabaseSecret(secret, place)
}

/** A redriven run goes on where it has masked chunks; one that never came so far begins again. */
async function toResume({ runId }: RunRef, { plans, receipts }: OpenedStores): Promise<string | null> {
  if (!(await plans.find(runId))) return null
  return (await receipts.snapshots(runId)).chunks.length > 0 ? runId : null
}

// The files that were deployed with it.
function besides(name: string): Promise<string> {
  return readFile(name, 'utf8')
}
