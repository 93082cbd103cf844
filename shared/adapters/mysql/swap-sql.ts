import { quoteName } from '../../schema/quote.ts'
import type { ServerFamily, StoredProgram } from '../../schema/schema.ts'
import { createProgramsSql, dropProgramsSql, isSameProgram } from './program-sql.ts'

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
  /** Tables that this server does not lock together with the others; see `listUnlockable`. */
  readonly unlockable: readonly string[]
  /** Programs of the generation that is live, and of the one to come; the schema that the latter's texts name. */
  readonly oldPrograms: readonly StoredProgram[]
  readonly newPrograms: readonly StoredProgram[]
  readonly writtenFor: string
  readonly lockWaitSeconds: number
}

/**
 * The statements of a swap in order. The one RENAME is atomic; before it nothing is lost but triggers, which cannot move across
 * schemas, and those only while every table is locked. MariaDB refuses to rename locked tables, MySQL to rename unlocked ones beside
 * them: there the locks prove that nobody is in the way and are given up a moment before.
 */
export function swapSql(swap: Swap): string[] {
  const { live, next, previous, liveTables, nextTables } = swap
  const triggers = swap.newPrograms.filter(({ type }) => type === 'trigger')
  const others = swap.newPrograms.filter(({ type }) => type !== 'trigger')
  const unchanged = (program: StoredProgram) => swap.oldPrograms.some((old) => isSameProgram(old, program))
  const changed = others.filter((program) => !unchanged(program))
  const gone = swap.oldPrograms.filter(
    (old) => old.type !== 'trigger' && !others.some(({ type, name }) => type === old.type && name === old.name),
  )
  const replaced = changed.filter(({ type }) => type !== 'view')
  const inTheWay = gone.filter(({ type, name }) => type === 'view' && nextTables.includes(name))
  const renames = [
    ...liveTables.map((table) => `${nameOf(live, table)} TO ${nameOf(previous, table)}`),
    ...nextTables.map((table) => `${nameOf(next, table)} TO ${nameOf(live, table)}`),
  ]
  const lockable = (table: string) => !swap.unlockable.includes(table)
  const locks = [
    ...liveTables.filter(lockable).map((table) => `${nameOf(live, table)} WRITE`),
    ...nextTables.filter(lockable).map((table) => `${nameOf(next, table)} WRITE`),
  ]
  const dropTriggers = swap.liveTriggers.map((name) => `DROP TRIGGER IF EXISTS ${nameOf(live, name)}`)
  const makeTriggers = createProgramsSql(triggers, swap.writtenFor, live)
  const locksAll = swap.unlockable.length === 0
  const keepsLocks = swap.family === 'mysql' && locksAll
  return [
    `SET SESSION lock_wait_timeout = ${swap.lockWaitSeconds}`,
    `LOCK TABLES ${locks.join(', ')}`,
    ...(locksAll ? dropTriggers : ['UNLOCK TABLES', ...dropTriggers]),
    ...(keepsLocks ? [] : ['UNLOCK TABLES']),
    ...dropProgramsSql(inTheWay, live),
    `RENAME TABLE ${renames.join(', ')}`,
    ...makeTriggers,
    ...(keepsLocks ? ['UNLOCK TABLES'] : []),
    ...dropProgramsSql([...gone, ...replaced], live),
    ...createProgramsSql(changed, swap.writtenFor, live),
  ]
}

function nameOf(schemaName: string, name: string): string {
  return `${quoteName(schemaName)}.${quoteName(name)}`
}
