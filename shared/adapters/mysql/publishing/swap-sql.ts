import { quoteName } from '../../../schema/quote.ts'
import type { ServerFamily, StoredProgram } from '../../../schema/schema.ts'
import { createProgramsSql, dropProgramsSql, isSameProgram, replaceProgramsSql } from '../catalog/program-sql.ts'
import { waitSeconds } from '../wire/wire-session.ts'
import { type Marker, wholeSql } from './marker.ts'
import { asideName, waitingName } from './swap-views.ts'

/** One swap of generations, as the server finds it. */
export interface Swap {
  readonly family: ServerFamily
  readonly live: string
  /** The schema that goes live, and the one that takes what was live. */
  readonly next: string
  readonly previous: string
  readonly liveTables: readonly string[]
  readonly nextTables: readonly string[]
  readonly liveTriggers: readonly string[]
  readonly liveViews: readonly string[]
  /** New views that wait in the live schema under other names; see `stageViews`. */
  readonly stagedViews: readonly string[]
  /** Tables that this server does not lock together with the others; see `listUnlockable`. */
  readonly unlockable: readonly string[]
  /** False where a view cannot be locked because what it refers to is gone. */
  readonly locksViews: boolean
  /** Programs of the generation that is live, and of the one to come; the schema that the latter's texts name. */
  readonly oldPrograms: readonly StoredProgram[]
  readonly newPrograms: readonly StoredProgram[]
  /** Those of the new ones that are not there with the same text; triggers apart, which are all made. */
  readonly changed: readonly StoredProgram[]
  readonly writtenFor: string
  readonly lockWaitSeconds: number
}

// A client that holds every lock and falls silent is dropped by the server after this.
const silenceSeconds = 30
// How long the RENAME waits where the locks had to be given up before it: the triggers are gone meanwhile.
const gapSeconds = 1

/** Takes every lock, which proves that nobody is in the way. Nothing is changed yet. */
export function lockSql(swap: Swap): string[] {
  const { live, next, liveTables, nextTables } = swap
  const lockable = (table: string) => !swap.unlockable.includes(table)
  const locks = [
    ...[...liveTables.filter(lockable), ...(keepsLocks(swap) ? movedViews(swap) : [])].map((name) =>
      nameOf(live, name),
    ),
    ...nextTables.filter(lockable).map((name) => nameOf(next, name)),
  ]
  return [
    `SET SESSION lock_wait_timeout = ${swap.lockWaitSeconds}, SESSION wait_timeout = ${silenceSeconds}`,
    `LOCK TABLES ${locks.map((name) => `${name} WRITE`).join(', ')}`,
  ]
}

/**
 * The swap itself, to follow the locks in one packet: the server then finishes it alone. The one RENAME is atomic and moves views too; before
 * it nothing is lost but triggers, which cannot move across schemas, and those only while every table is locked. MySQL renames what is locked;
 * MariaDB refuses to, so there the locks are given up a moment before, and the RENAME waits for a second at the most.
 */
export function swapSql(swap: Swap): string[] {
  const { live } = swap
  const triggers = swap.newPrograms.filter(({ type }) => type === 'trigger')
  const makeTriggers = createProgramsSql(triggers, swap.writtenFor, live)
  const dropTriggers = swap.liveTriggers.map((name) => `DROP TRIGGER IF EXISTS ${nameOf(live, name)}`)
  const unlock = [`SET SESSION lock_wait_timeout = ${gapSeconds}`, 'UNLOCK TABLES']
  const before = swap.unlockable.length > 0 ? [...unlock, ...dropTriggers] : [...dropTriggers, ...unlock]
  const rename = `RENAME TABLE ${renames(swap).join(', ')}`
  const patience = `SET SESSION lock_wait_timeout = ${swap.lockWaitSeconds}, SESSION wait_timeout = ${waitSeconds}`
  return [
    ...(keepsLocks(swap)
      ? [...dropTriggers, rename, ...makeTriggers, 'UNLOCK TABLES']
      : [...before, rename, ...makeTriggers]),
    patience,
    ...replaceProgramsSql(laterPrograms(swap), swap.writtenFor, live, swap.family),
    ...dropProgramsSql(lostPrograms(swap), live),
    ...dropProgramsSql(
      setAside(swap).map((view) => ({ type: 'view', name: asideName(view) })),
      live,
    ),
    wholeSql(live),
  ]
}

/** New programs that the live generation has not, or not with this text. Of one that is not whole nothing is taken for granted. */
export function changedPrograms(old: Marker | null, newPrograms: readonly StoredProgram[]): StoredProgram[] {
  const there = old?.whole ? old.programs : []
  return newPrograms.filter(
    (program) => program.type !== 'trigger' && !there.some((other) => isSameProgram(other, program)),
  )
}

function keepsLocks({ family, unlockable, locksViews }: Swap): boolean {
  return family === 'mysql' && unlockable.length === 0 && locksViews
}

function renames(swap: Swap): string[] {
  const { live, next, previous } = swap
  const pair = (from: string, to: string) => `${from} TO ${to}`
  return [
    ...setAside(swap).map((view) => pair(nameOf(live, view), nameOf(live, asideName(view)))),
    ...swap.liveTables.map((table) => pair(nameOf(live, table), nameOf(previous, table))),
    ...swap.nextTables.map((table) => pair(nameOf(next, table), nameOf(live, table))),
    ...swap.stagedViews.map((view) => pair(nameOf(live, waitingName(view)), nameOf(live, view))),
  ]
}

/** Views of the old generation that go: the new one has none of the name, or has another that waits. */
function setAside({ oldPrograms, newPrograms, liveViews, stagedViews }: Swap): string[] {
  const kept = new Set(newPrograms.filter(({ type }) => type === 'view').map(({ name }) => name))
  return oldPrograms
    .filter(({ type, name }) => type === 'view' && liveViews.includes(name))
    .map(({ name }) => name)
    .filter((name) => !kept.has(name) || stagedViews.includes(name))
}

function movedViews(swap: Swap): string[] {
  return [...setAside(swap), ...swap.stagedViews.map(waitingName)]
}

/** What is replaced after the RENAME: routines, events, and the views that could not wait beside the old ones. */
function laterPrograms({ changed, stagedViews }: Swap): StoredProgram[] {
  return changed.filter(({ type, name }) => type !== 'view' || !stagedViews.includes(name))
}

/** Routines and events that only the old generation has. */
function lostPrograms({ oldPrograms, newPrograms }: Swap): StoredProgram[] {
  return oldPrograms.filter(
    (old) =>
      !['trigger', 'view'].includes(old.type) &&
      !newPrograms.some(({ type, name }) => type === old.type && name === old.name),
  )
}

function nameOf(schemaName: string, name: string): string {
  return `${quoteName(schemaName)}.${quoteName(name)}`
}
