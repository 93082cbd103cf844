import { setTimeout as pause } from 'node:timers/promises'
import type { SnapshotInfo } from '../../audit/record.ts'
import { quoteName } from '../../schema/quote.ts'
import { binlogPosition } from './position.ts'
import type { Wire } from './wire.ts'

/** A connection that can begin its snapshot transaction, here or in another thread. */
export interface Participant {
  begin(): Promise<void>
  abandon(): Promise<void>
}

export interface SnapshotRequest {
  /** A control connection that takes part in nothing. */
  readonly monitor: Wire
  readonly participants: readonly Participant[]
  readonly database: string
  readonly tables: readonly string[]
}

/** What each participant runs to begin. */
export const beginSnapshotSql = 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY'

const quietTries = 5
// A commit can be visible a moment before its position moves; measured up to a few milliseconds.
const quietMilliseconds = 20
const lockWaitSeconds = 2

/**
 * One moment over all connections, by the first way that works: a quiet window (the position is the same before the first
 * and 20 ms after the last), tables locked for reading while the snapshots open, or a single connection.
 */
export async function openConsistentSnapshot(request: SnapshotRequest): Promise<SnapshotInfo> {
  const { monitor, participants } = request
  if (participants.length === 1) return openSingle(request, 1)
  const position = await binlogPosition(monitor)
  for (let tries = 1; position !== null && tries <= quietTries; tries++) {
    const before = await binlogPosition(monitor)
    await beginAll(participants)
    await pause(quietMilliseconds)
    if ((await binlogPosition(monitor)) === before)
      return { consistency: 'quiet-window', position: before, connections: participants.length, tries }
    await abandonAll(participants)
  }
  return (await openLocked(request)) ?? openSingle(request, quietTries + 1)
}

async function openLocked({ monitor, participants, database, tables }: SnapshotRequest): Promise<SnapshotInfo | null> {
  const locks = tables.map((table) => `${quoteName(database)}.${quoteName(table)} READ`)
  try {
    await monitor.execute(`SET SESSION lock_wait_timeout = ${lockWaitSeconds}`)
    await monitor.execute(`LOCK TABLES ${locks.join(', ')}`)
  } catch {
    // No LOCK TABLES privilege, or a long writer: the single connection remains.
    return null
  }
  try {
    await beginAll(participants)
    return {
      consistency: 'locked-open',
      position: await binlogPosition(monitor),
      connections: participants.length,
      tries: 1,
    }
  } finally {
    await monitor.execute('UNLOCK TABLES')
  }
}

async function openSingle({ monitor, participants }: SnapshotRequest, tries: number): Promise<SnapshotInfo> {
  await participants[0]!.begin()
  return { consistency: 'single-connection', position: await binlogPosition(monitor), connections: 1, tries }
}

async function beginAll(participants: readonly Participant[]): Promise<void> {
  await Promise.all(participants.map((participant) => participant.begin()))
}

async function abandonAll(participants: readonly Participant[]): Promise<void> {
  await Promise.all(participants.map((participant) => participant.abandon()))
}
