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
  }>
  /** Gives the lock back; one that another execution has stays. */
  end(claim: ExecutionClaim): Promise<void>
}

export interface ExecutionClaim {
  readonly runId: string
  /** ARN of the execution. */
  readonly execution: string
}

/** Who holds the lock: an execution, or a process that runs `nightmask run` on these artifacts. */
type Holder = ExecutionClaim | ProcessHolder
type ProcessHolder = ProcessMark & { readonly runId: string; readonly since: string }

const lockPath = 'runs/lock.json'
// A process of another machine cannot be looked at: after a day it is taken for gone, like a leftover clone.
const processHours = 24
const claimTries = 5

export function lockForExecution(objects: S3Store): ExecutionLock {
  return {
    async begin({ runId, execution, takeOverFrom }) {
      const begunPath = `${runPaths.run(runId)}/begun.json`
      // Once for each run id: a second start of the same night finds the first one, also when that has ended.
      if (!(await objects.putIfAbsent(begunPath, jsonBytes({ execution })))) {
        const first = await requireJson<{ execution: string }>(objects, begunPath)
        if (first.execution !== execution) return { lock: 'begun', holder: first.execution }
      }
      const own: ExecutionClaim = { runId, execution }
      const holder = await claim(objects, own, (other) =>
        'execution' in other ? other.execution === takeOverFrom : isGone(other),
      )
      if (!holder) return { lock: 'acquired', holder: execution }
      if ('execution' in holder) return { lock: 'held', holder: holder.execution }
      throw busy(objects, holder)
    },
    end: (own) => release(objects, own),
  }
}

/** The lock of a process: released by it, or taken over when it is gone. */
export async function lockForProcess(objects: S3Store, runId: string): Promise<RunLock> {
  const own: ProcessHolder = { runId, since: new Date().toISOString(), ...ownMark() }
  const holder = await claim(objects, own, (other) => !('execution' in other) && isGone(other))
  if (holder) throw busy(objects, holder)
  return { release: () => release(objects, own) }
}

/** Null when `own` has the lock, else who has it. Each replacement names the version that it replaces, so of several one wins. */
async function claim(objects: S3Store, own: Holder, mayReplace: (holder: Holder) => boolean): Promise<Holder | null> {
  const bytes = jsonBytes(own)
  for (let tries = 0; tries < claimTries; tries++) {
    if (await objects.putIfAbsent(lockPath, bytes)) return null
    const found = await objects.getTagged(lockPath)
    if (!found) continue
    const holder = holderOf(objects, found.bytes)
    if (isSame(holder, own)) return null
    if (!mayReplace(holder)) return holder
    if (await objects.putIfUnchanged(lockPath, bytes, found.tag)) return null
  }
  throw new RunFailedError(
    `${objects.locate(lockPath)}: the run lock changed ${claimTries} times while it was asked for.`,
  )
}

async function release(objects: S3Store, own: Holder): Promise<void> {
  const found = await objects.getTagged(lockPath)
  if (found && isSame(holderOf(objects, found.bytes), own)) await objects.delete(lockPath)
}

function holderOf(objects: S3Store, bytes: Uint8Array): Holder {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new RunFailedError(`${objects.locate(lockPath)} is damaged: it is no JSON.`)
  }
}

function isSame(a: Holder, b: Holder): boolean {
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
