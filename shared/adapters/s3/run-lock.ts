import { RunFailedError } from '../../errors.ts'
import { mayBeAlive, ownMark, type ProcessMark } from '../files/process-mark.ts'
import type { RunLock } from '../files/run-lock.ts'
import { runPaths } from '../stores/artifact-paths.ts'
import { jsonBytes, requireJson } from '../stores/json-objects.ts'
import type { S3Store } from './s3-store.ts'

/** A run's claim on the artifacts, by an execution of the Night workflow. Functions come and go; the execution holds the lock. */
export interface ExecutionLock {
  /**
   * `acquired`: this execution has it, now or since an earlier call. `held`: another execution has it, `holder`. Once that is known
   * to have ended, its ARN as `takeOverFrom` replaces it. `begun`: another execution has begun this very run.
   */
  begin(claim: ExecutionClaim & { readonly takeOverFrom: string | null }): Promise<{
    readonly lock: 'acquired' | 'held' | 'begun'
    readonly holder: string
    /** The run whose lock was taken over, also when it is asked again: it ended without giving it back. */
    readonly abandoned: AbandonedRun | null
  }>
  /** Gives the lock back; one that another execution has stays. */
  end(claim: Pick<ExecutionClaim, 'runId' | 'execution'>): Promise<void>
}

export interface ExecutionClaim {
  readonly runId: string
  /** ARN of the execution. */
  readonly execution: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Name of the dataset that is made, null for a whole night. */
  readonly dataset: string | null
}

/** What a lock tells of a run that has left it behind. */
export interface AbandonedRun {
  readonly runId: string
  /** ARN of its execution, or its process. */
  readonly by: string
  readonly startedAt: string
  readonly dataset: string | null
}

/** Who holds the lock: an execution, or a process that runs `nightmask run` on these artifacts. */
type Holder = (ExecutionClaim | ProcessHolder) & { readonly replaced?: AbandonedRun }
type ProcessHolder = ProcessMark & { readonly runId: string; readonly since: string }

/** As much of a holder as tells it from others. */
type LockName = Pick<ExecutionClaim, 'runId' | 'execution'> | ProcessHolder

const lockPath = 'runs/lock.json'
// A process of another machine cannot be looked at: after a day it is taken for gone, like a leftover clone.
const processHours = 24
const claimTries = 5

export function lockForExecution(objects: S3Store): ExecutionLock {
  return {
    async begin({ takeOverFrom, ...own }) {
      const { runId, execution } = own
      const begunPath = `${runPaths.run(runId)}/begun.json`
      // Once for each run id: a second start of the same night finds the first one, also when that has ended.
      if (!(await objects.putIfAbsent(begunPath, jsonBytes({ execution })))) {
        const first = await requireJson<{ execution: string }>(objects, begunPath)
        if (first.execution !== execution) return { lock: 'begun', holder: first.execution, abandoned: null }
      }
      const { holder, replaced } = await claim(objects, own, (other) =>
        'execution' in other ? other.execution === takeOverFrom : isGone(other),
      )
      if (!holder) return { lock: 'acquired', holder: execution, abandoned: replaced }
      if ('execution' in holder) return { lock: 'held', holder: holder.execution, abandoned: null }
      throw busy(objects, holder)
    },
    end: (own) => release(objects, own),
  }
}

/** The lock of a process: released by it, or taken over when it is gone. */
export async function lockForProcess(objects: S3Store, runId: string): Promise<RunLock> {
  const own: ProcessHolder = { runId, since: new Date().toISOString(), ...ownMark() }
  const { holder } = await claim(objects, own, (other) => !('execution' in other) && isGone(other))
  if (holder) throw busy(objects, holder)
  return { release: () => release(objects, own) }
}

/**
 * `holder` is null when `own` has the lock, else who has it; `replaced` whom it was taken over from, which the lock remembers. Each
 * replacement names the version that it replaces, so of several one wins.
 */
async function claim(
  objects: S3Store,
  own: Holder,
  mayReplace: (holder: Holder) => boolean,
): Promise<{ holder: Holder | null; replaced: AbandonedRun | null }> {
  for (let tries = 0; tries < claimTries; tries++) {
    if (await objects.putIfAbsent(lockPath, jsonBytes(own))) return { holder: null, replaced: null }
    const found = await objects.getTagged(lockPath)
    if (!found) continue
    const holder = holderOf(objects, found.bytes)
    if (isSame(own, holder)) return { holder: null, replaced: holder.replaced ?? null }
    if (!mayReplace(holder)) return { holder, replaced: null }
    const replaced = abandonedBy(holder)
    if (await objects.putIfUnchanged(lockPath, jsonBytes({ ...own, replaced }), found.tag))
      return { holder: null, replaced }
  }
  throw new RunFailedError(
    `${objects.locate(lockPath)}: the run lock changed ${claimTries} times while it was asked for.`,
  )
}

async function release(objects: S3Store, own: LockName): Promise<void> {
  const found = await objects.getTagged(lockPath)
  if (found && isSame(own, holderOf(objects, found.bytes))) await objects.delete(lockPath)
}

function holderOf(objects: S3Store, bytes: Uint8Array): Holder {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new RunFailedError(`${objects.locate(lockPath)} is damaged: it is no JSON.`)
  }
}

function abandonedBy(holder: Holder): AbandonedRun {
  if ('execution' in holder) {
    const { runId, execution, startedAt, dataset = null } = holder
    // Locks of before do not say when their run began.
    return { runId, by: execution, startedAt: startedAt ?? new Date(0).toISOString(), dataset }
  }
  return { runId: holder.runId, by: `process ${holder.pid} on ${holder.host}`, startedAt: holder.since, dataset: null }
}

function isSame(a: LockName, b: Holder): boolean {
  if ('execution' in a) return 'execution' in b && a.execution === b.execution
  return !('execution' in b) && a.runId === b.runId && a.host === b.host && a.pid === b.pid && a.since === b.since
}

function isGone(holder: ProcessHolder): boolean {
  return !mayBeAlive(holder) || Date.now() - Date.parse(holder.since) > processHours * 3_600_000
}

function busy(objects: S3Store, holder: Holder): RunFailedError {
  const who = 'execution' in holder ? holder.execution : `process ${holder.pid} on ${holder.host}`
  return new RunFailedError(
    `Another run works with these artifacts: run ${holder.runId} (${who}). Wait for its end, or use other artifacts; if it has certainly ended, delete ${objects.locate(lockPath)}`,
  )
}
