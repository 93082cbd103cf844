import { RunFailedError } from '../../errors.ts'
import { getJson, jsonBytes } from '../stores/json-objects.ts'
import type { ObjectStore } from '../stores/object-store.ts'
import { mayBeAlive, ownMark, type ProcessMark } from './process-mark.ts'

export interface RunLock {
  /** Ends the lock; a lock that somebody else holds by now stays. */
  release(): Promise<void>
}

interface Holder extends ProcessMark {
  readonly runId: string
}

const lockPath = 'runs/lock.json'
const takeoverPath = 'runs/lock-takeover.json'

/** One run at a time on one place of artifacts. The lock of a process that is gone is taken over. */
export async function lockRuns(objects: ObjectStore, runId: string): Promise<RunLock> {
  const own: Holder = { runId, ...ownMark() }
  const bytes = jsonBytes(own)
  if (!(await objects.putIfAbsent(lockPath, bytes))) await takeOver(objects, bytes)
  return { release: () => release(objects, own) }
}

// Of several that find the same stale lock only the holder of the takeover may delete it, after another look at it.
async function takeOver(objects: ObjectStore, own: Uint8Array): Promise<void> {
  const winner = await getJson<Holder>(objects, takeoverPath)
  if (winner && !mayBeAlive(winner)) await objects.delete(takeoverPath)
  if (!(await objects.putIfAbsent(takeoverPath, own))) throw busy(objects, await getJson<Holder>(objects, lockPath))
  try {
    const holder = await getJson<Holder>(objects, lockPath)
    if (holder && mayBeAlive(holder)) throw busy(objects, holder)
    await objects.delete(lockPath)
    if (!(await objects.putIfAbsent(lockPath, own))) throw busy(objects, await getJson<Holder>(objects, lockPath))
  } finally {
    await objects.delete(takeoverPath)
  }
}

async function release(objects: ObjectStore, own: Holder): Promise<void> {
  const holder = await getJson<Holder>(objects, lockPath)
  if (holder?.runId === own.runId && holder.pid === own.pid && holder.host === own.host) await objects.delete(lockPath)
}

function busy(objects: ObjectStore, holder: Holder | null): RunFailedError {
  const who = holder ? `run ${holder.runId} (process ${holder.pid} on ${holder.host})` : 'another run'
  return new RunFailedError(
    `Another run works with these artifacts: ${who}. Wait for its end, or use other artifacts; if that process is certainly gone, delete ${objects.locate(lockPath)}`,
  )
}
