import { readMarker } from '../../shared/adapters/mysql/publishing/marker.ts'
import { createServed } from '../../shared/adapters/mysql/publishing/served.ts'
import { createShadow } from '../../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { Config } from '../../shared/config/config.ts'
import { UsageError } from '../../shared/errors.ts'
import { customFiles } from '../../shared/masking/transformers/index.ts'
import { generationSchema } from '../../shared/schema/names.ts'
import { assertKeyOf } from '../../shared/steps/run-key.ts'
import { assertSameTransformers } from '../../shared/steps/same-transformers.ts'
import { type Verification, verify } from '../../shared/steps/verify.ts'
import { compareStaging } from '../audit/compare-staging.ts'
import type { Progress } from '../progress.ts'
import { endpointOf, keyFileOf } from './endpoints.ts'
import { newRunId, noSuchRun } from './open-run.ts'
import { ownThreads, ThreadPool } from './thread-pool.ts'

export interface StagingVerification extends Verification {
  readonly runId: string
  /** Where staging serves something else than the records say, one sentence each. */
  readonly serving: readonly string[]
}

/** Reads live staging again and checks it against a run's originals and receipts; the run that staging serves when none is named. */
export async function verifyRun(
  { config, runId: named }: { config: Config; runId: string | null },
  progress: Progress,
): Promise<StagingVerification> {
  const stores = await openStores(config.artifacts)
  const { url, database, address } = endpointOf(config, 'staging')
  const runId = named ?? (await publishedRun(url, database))
  if (!runId) throw new UsageError(`staging ${address}/${database}: nightmask published nothing there yet.`)
  const plan = await stores.plans.find(runId)
  if (!plan) throw noSuchRun(runId, stores)
  if ((await stores.notes.read(runId, 'migration'))?.exitCode === 0)
    throw new UsageError(
      `Run ${runId} was changed by staging.migrate after it was verified, so staging is not what it saw; its record says what was verified and what was changed.`,
    )
  const keyFile = keyFileOf(config)
  const key = await readKeyFile(keyFile)
  assertKeyOf(plan, key)
  assertSameTransformers(plan)
  progress.step(
    'verify',
    plan.tables.reduce((rows, { rowsEstimate }) => rows + rowsEstimate, 0),
  )
  const pool = new ThreadPool(
    {
      sourceUrl: null,
      stagingUrl: url,
      artifacts: config.artifacts,
      key: { file: keyFile },
      keyId: key.id,
      transformers: customFiles().map(({ source }) => source),
      scanned: 'live',
    },
    { workers: null, own: ownThreads(plan.tables) },
  )
  const wire = await openWire(url, 'staging')
  try {
    const shadow = createShadow(wire, ({ staging }) => staging.database)
    // Nothing is noted: the run's record says what was true when it was published.
    const notes = { ...stores.notes, write: async () => undefined }
    const scanner = pool.scanner(shadow, (rows, bytes) => progress.advance(rows, bytes))
    // The run's own shadow schema may be filled again at this moment, by --resume: canaries get another.
    const scratch = { ...plan, shadow: generationSchema(database, 'shadow', newRunId(new Date())) }
    const plans = { ...stores.plans, read: async () => scratch }
    const verification = await verify(
      { runId, anew: true },
      { ...stores, plans, shadow, served: createServed(async () => wire), originalsKey: key, notes, scanner },
    ).finally(() => shadow.drop(scratch))
    return { runId, ...verification, serving: await compareStaging(endpointOf(config, 'staging'), stores) }
  } finally {
    await pool.stop()
    wire.close()
  }
}

/** Staging itself says what it serves: after a rollback it is not the run that was published last. */
async function publishedRun(url: string, database: string): Promise<string | undefined> {
  const wire = await openWire(url, 'plain')
  try {
    return (await readMarker(wire, database))?.runId
  } finally {
    wire.close()
  }
}
