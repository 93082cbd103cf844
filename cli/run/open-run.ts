import { randomBytes } from 'node:crypto'
import type { RunLock } from '../../shared/adapters/files/run-lock.ts'
import { type OpenedStores, openStores } from '../../shared/adapters/stores/open-stores.ts'
import { rememberedPlans } from '../../shared/adapters/stores/remembered-plans.ts'
import type { Signer } from '../../shared/audit/proof/signature.ts'
import type { StepTiming } from '../../shared/audit/record.ts'
import type { Config } from '../../shared/config/config.ts'
import { RunFailedError, UsageError } from '../../shared/errors.ts'
import type { PseudonymKey } from '../../shared/masking/digests/subkeys.ts'
import { customFiles } from '../../shared/masking/transformers/index.ts'
import type { StepName } from '../../shared/pipeline.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import type { StepReport } from '../../shared/ports.ts'
import { isChunkRef } from '../../shared/schema/chunk.ts'
import type { Schema } from '../../shared/schema/schema.ts'
import { assertRecordable } from '../../shared/steps/file-record.ts'
import { assertKeyOf } from '../../shared/steps/run-key.ts'
import { assertSameTransformers } from '../../shared/steps/same-transformers.ts'
import type { Sealing } from '../../shared/steps/seal-shadow.ts'
import type { Progress, RunOptions } from '../progress.ts'
import { type Connections, connectSides } from './connections.ts'
import { towardsDataset } from './dataset.ts'
import { endpointOf, keyFileOf } from './endpoints.ts'
import { type KeySource, readRunKey } from './key-source.ts'
import { openSigner } from './signer.ts'
import type { SourceHold } from './source-hold.ts'
import { ownThreads, type PoolSize, startThreads, ThreadPool, threadsFor } from './thread-pool.ts'
import type { Tasked, ThreadSetup } from './thread-tasks.ts'
import type { Transfer } from './transfer.ts'

/** One run on this machine: what it was asked, what it holds open, and how far it has come. */
export interface Run {
  readonly runId: string
  readonly startedAt: Date
  /** Of a dataset: with a staging of its own. */
  readonly options: RunOptions
  /** As the configuration says, also in a dataset's run. */
  readonly nightly: Config
  readonly progress: Progress
  readonly stores: OpenedStores
  readonly key: PseudonymKey
  readonly keySource: KeySource
  /** Null in a task on AWS, as is the lock: Night has them. */
  readonly signer: Signer | null
  readonly lock: RunLock | null
  /** Opened by the plan stage, null before. */
  connections: Connections | null
  /** Whether staging is this run's to change. */
  claimed: boolean
  /** Whether this run made the schema of its dataset. */
  madeSchema: boolean
  pool: ThreadPool | null
  /** Threads that were started before there was a pool, which takes them. */
  started: readonly Tasked[]
  plan: Plan | null
  /** From the opening of the snapshot to the last byte read. */
  hold: SourceHold | null
  /** The shadow schema and its tables, on their way since the snapshot is open. */
  made: Promise<void> | null
  /** Done when every thread has what was made of the survey; null before it. */
  shared: Promise<void> | null
  transfer: Transfer | null
  /** Nothing of the shadow schema is verified before it is sealed. */
  sealing: Sealing | null
  reached: StepName
  readonly timings: StepTiming[]
  /** Rows and bytes loaded so far; they count from the snapshot on, since both overlap. */
  loaded: StepReport
}

/** What a run is from its start to its end. */
type Settled = Pick<
  Run,
  'runId' | 'startedAt' | 'options' | 'nightly' | 'progress' | 'stores' | 'key' | 'keySource' | 'signer' | 'lock'
>

/** Reads the key, takes the lock and opens the stores. What is wrong here is told at once: no run began, so no record is made. */
export async function openRun(asked: RunOptions, progress: Progress): Promise<Run> {
  const options = towardsDataset(asked)
  const { config, resume } = options
  for (const side of ['source', 'staging'] as const) endpointOf(config, side)
  const keySource = { file: keyFileOf(config) }
  const key = await readRunKey(keySource)
  const opened = await openStores(config.artifacts)
  const stores = { ...opened, plans: rememberedPlans(opened.plans) }
  if (resume) await assertResumable(resume, stores, key)
  const startedAt = new Date()
  const signer = await openSigner(config, key)
  await assertRecordable(startedAt.toISOString(), { ...stores, signer })
  const runId = resume ?? newRunId(startedAt)
  const lock = await stores.lock(runId)
  const nightly = asked.config
  return freshRun({ runId, startedAt, options, nightly, progress, stores, key, keySource, signer, lock })
}

/** A run that holds nothing yet, and has come nowhere. */
export function freshRun(settled: Settled): Run {
  return {
    ...settled,
    connections: null,
    claimed: false,
    madeSchema: false,
    pool: null,
    started: [],
    plan: null,
    hold: null,
    made: null,
    shared: null,
    transfer: null,
    sealing: null,
    reached: 'plan',
    timings: [],
    loaded: { rows: 0, bytes: 0 },
  }
}

async function assertResumable(runId: string, stores: OpenedStores, key: PseudonymKey): Promise<void> {
  const plan = await stores.plans.find(runId).catch(explainUnresumable)
  if (!plan) throw noSuchRun(runId, stores)
  assertKeyOf(plan, key)
  assertSameTransformers(plan)
  if (plan.chunks.every(isChunkRef)) return
  const { toolVersion } = plan
  throw new UsageError(
    `Run ${runId} was planned by nightmask ${toolVersion}, which cut tables in another way than this one reads: begin a new run, without --resume.`,
  )
}

function explainUnresumable(error: unknown): never {
  if (!(error instanceof RunFailedError)) throw error
  throw new RunFailedError(`The run cannot be gone on with, and nothing was begun: ${error.message}`)
}

/** A run of which there is no plan: never begun, or expired. */
export function noSuchRun(runId: string, { place }: OpenedStores): UsageError {
  return new UsageError(
    `${place}: there is no run ${runId}, or its artifacts have expired; \`nightmask audit list\` shows what ran.`,
  )
}

export async function connect(run: Run): Promise<Connections> {
  const { nightly, options, lock } = run
  const changing = { nightly, signal: options.signal, hasRunLock: lock === null }
  run.connections ??= await connectSides(options.config, changing)
  return run.connections
}

/** Has threads read their modules while the rest of the plan is made: all that will be needed, whether or not the process itself is one. */
export function startThreadsFor(run: Run, schema: Schema): void {
  if (!run.pool && run.started.length === 0) run.started = startThreads(setupOf(run), sizeOf(run, schema, 1))
}

/** The same before tonight's schema is known: it is mostly that of the run before. */
export async function startThreadsAsBefore(run: Run): Promise<void> {
  const { records, plans } = run.stores
  const before = (await records.list()).at(-1)
  const plan = before && (await plans.find(before.runId).catch(() => null))
  if (plan) startThreadsFor(run, plan.schema)
}

/** The threads of the planned run, which begin with the first call where they have not begun yet. */
export function poolOf(run: Run): ThreadPool {
  if (run.pool) return run.pool
  const { schema, refresh } = planOf(run)
  const size = sizeOf(run, schema, refresh?.kind === 'changes' ? 1 : 0)
  const { started } = run
  const pool = new ThreadPool(setupOf(run), size, run.stores.plans, started)
  run.pool = pool
  run.started = started.filter((thread) => !pool.threads.includes(thread))
  return pool
}

function setupOf({ options: { config }, keySource, key }: Run): ThreadSetup {
  return {
    sourceUrl: endpointOf(config, 'source').url,
    stagingUrl: endpointOf(config, 'staging').url,
    artifacts: config.artifacts,
    key: keySource,
    keyId: key.id,
    transformers: customFiles().map(({ source }) => source),
    scanned: 'shadow',
  }
}

/** `atLeast`: how many threads the process itself is, however much there is to do. */
function sizeOf({ options, lock }: Run, { tables }: Schema, atLeast = 0): PoolSize {
  // A task on AWS has its machine to itself.
  const own = lock === null ? 0 : Math.max(atLeast, ownThreads(tables))
  return { workers: threadsFor(options.workers), own }
}

/** The plan, once the plan stage has made it. */
export function planOf({ plan, runId }: Run): Plan {
  if (!plan) throw new RunFailedError(`Run ${runId} has no plan.`)
  return plan
}

/** The estimated rows of the plan's tables, or of some of them. */
export function rowsOf({ tables }: Plan, only: ReadonlySet<string> | null = null): number {
  return tables.reduce((rows, { table, rowsEstimate }) => rows + (!only || only.has(table) ? rowsEstimate : 0), 0)
}

/** Gives everything back; the lock last. */
export async function closeRun(run: Run): Promise<void> {
  run.hold?.stop()
  await run.pool?.stop()
  await Promise.all(run.started.map((thread) => thread.stop()))
  // Only said: whoever comes next sees that the connection is gone.
  if (run.claimed) await run.connections?.live.release(run.runId).catch(() => undefined)
  run.connections?.close()
  await run.lock?.release()
}

// Sortable by time, those of one second by their milliseconds, and unlike any other run's: digits, letters and hyphens.
export function newRunId(at: Date): string {
  const stamp = at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const milliseconds = at.getUTCMilliseconds().toString(16).padStart(3, '0')
  return `${stamp}-${milliseconds}${randomBytes(1).toString('hex').slice(1)}`
}
