import { setTimeout as pause } from 'node:timers/promises'
import type { SnapshotInfo } from '../../../audit/record.ts'
import type { Wire } from '../wire/wire.ts'
import { whileLocked } from './lock-tables.ts'
import { binlogPosition } from './position.ts'
import { redoLog } from './redo-log.ts'
import { type Reached, SnapshotConnection } from './snapshot-connection.ts'

/** A connection that can begin its snapshot transaction, here or in another thread. */
export interface Participant {
  reach(): Promise<Reached>
  begin(): Promise<void>
  /** Gives the transaction up. */
  end(): Promise<void>
}

export interface SnapshotRequest {
  /** Takes part in nothing: it looks, and locks. */
  readonly monitor: Wire
  /** Ends what the monitor waits for. */
  readonly control: Wire
  readonly participants: readonly Participant[]
  readonly database: string
  readonly tables: readonly { readonly name: string; readonly engine: string }[]
}

const quietTries = 5
// A change is in the log a moment before it can be seen: microseconds, unless its thread is kept from running.
const quietMilliseconds = 20
const beginSeconds = 1

/**
 * One moment over all connections, by the first way that was shown to hold on this server: InnoDB's log stands still while they open,
 * tables are locked for reading meanwhile, or a single connection reads. `reason` says why the ways before it could not be used.
 */
export async function openConsistentSnapshot(request: SnapshotRequest): Promise<SnapshotInfo> {
  const { participants } = request
  if (participants.length === 1) return openSingle(request, 0, 'only one connection was asked for')
  const servers = await serversReached(request)
  if (servers > 1) return openSingle(request, 0, `the source's address leads to ${servers} servers`)
  const quiet = await openQuiet(request)
  if (typeof quiet !== 'string') return quiet
  const locked = await openLocked(request, quiet)
  return typeof locked === 'string' ? openSingle(request, quietTries, `${quiet}, and ${locked}`) : locked
}

async function serversReached({ monitor, participants }: SnapshotRequest): Promise<number> {
  const reached = await Promise.all([new SnapshotConnection(monitor), ...participants].map((one) => one.reach()))
  return new Set(reached.map(({ server }) => server)).size
}

async function openQuiet({ monitor, participants, tables }: SnapshotRequest): Promise<SnapshotInfo | string> {
  const log = await redoLog(
    monitor,
    tables.map(({ engine }) => engine),
  )
  if (typeof log === 'string') return log
  for (let tries = 1; tries <= quietTries; tries++) {
    const before = await log.place()
    await pause(quietMilliseconds)
    if ((await log.place()) !== before) continue
    await beginAll(participants)
    if ((await log.place()) === before) {
      const reason = "InnoDB's log, which holds every change, stood still while all connections opened."
      return { ...(await where(monitor)), consistency: 'quiet-window', connections: participants.length, tries, reason }
    }
    await endAll(participants)
  }
  return `somebody wrote to the server at each of ${quietTries} tries`
}

async function openLocked(request: SnapshotRequest, why: string): Promise<SnapshotInfo | string> {
  const { monitor, participants } = request
  const names = request.tables.map(({ name }) => name)
  let late: Promise<void> | null = null
  const opened = await whileLocked({ ...request, tables: names }, async () => {
    const begun = beginAll(participants)
    // Writers wait meanwhile: whatever keeps a connection from beginning, they do not wait for it.
    if (!(await Promise.race([begun.then(() => true), pause(beginSeconds * 1000, false)]))) {
      late = begun.then(() => endAll(participants))
      return `the connections did not open within ${beginSeconds} s`
    }
    const reason = sentence(`${why}, so the tables were locked for reading while all connections opened`)
    return {
      ...(await where(monitor)),
      ...{ consistency: 'locked-open' as const, connections: participants.length, tries: 1, reason },
    }
  })
  await late
  return opened
}

async function openSingle(
  { monitor, participants }: SnapshotRequest,
  tries: number,
  why: string,
): Promise<SnapshotInfo> {
  await participants[0]!.begin()
  const reason = sentence(`${why}; one connection sees one moment`)
  return { ...(await where(monitor)), consistency: 'single-connection', connections: 1, tries: tries + 1, reason }
}

async function where(monitor: Wire): Promise<Pick<SnapshotInfo, 'position'>> {
  return { position: await binlogPosition(monitor) }
}

async function beginAll(participants: readonly Participant[]): Promise<void> {
  await Promise.all(participants.map((participant) => participant.begin()))
}

async function endAll(participants: readonly Participant[]): Promise<void> {
  await Promise.all(participants.map((participant) => participant.end()))
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}
