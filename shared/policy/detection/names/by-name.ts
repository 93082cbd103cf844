import { type Column, storedColumns, type Table } from '../../../schema/schema.ts'
import type { Finding, PersonalKind } from '../finding.ts'
import { type Identity, isAboutKinds, reachIn, refersToPeople } from '../tables/table-role.ts'
import { isByPeople, isWritten } from '../tables/written.ts'
import type { Reach } from '../vocabulary/entry.ts'
import { entryByComment, entryFor } from './entry-for.ts'
import { wordsOf } from './name-words.ts'
import { readingsOf, sharedPrefix } from './shared-prefix.ts'
import { splitName } from './split-name.ts'

/** Stored columns whose names or comments say that they hold personal data. Tables are read whole: a city beside a street is one. */
export function detectByName(table: Table): ReadonlyMap<string, Finding> {
  const found = known.get(table) ?? findByName(table)
  known.set(table, found)
  return found
}

// The plan asks, and then each column's masker.
const known = new WeakMap<Table, ReadonlyMap<string, Finding>>()

function findByName(table: Table): ReadonlyMap<string, Finding> {
  const prefix = sharedPrefix(table)
  const columns = storedColumns(table).filter((column) => !isNumberOfARow(table, column))
  const reach = isWritten(table.name) ? 'person' : reachIn(table, identityIn(columns, prefix))
  const hasStreet = columns.some((column) => callsIt(column, prefix, reach, false)?.kind === 'street')
  return new Map(
    columns.flatMap((column): [string, Finding][] => {
      const finding = callsIt(column, prefix, reach, hasStreet)
      const isText = finding?.kind === 'free_text' || finding?.kind === 'prose'
      if (finding && isText && !isByPeople(table, column.name, finding.kind, reach)) return []
      if (finding) return [[column.name, finding]]
      return isAttributeValue(table, column) ? [[column.name, { kind: 'echo', because: 'its name' }]] : []
    }),
  )
}

/** What a column's name calls it, whole or behind the prefix of its table, else its comment. */
function callsIt(column: Column, prefix: string, reach: Reach, hasStreet: boolean): Finding | null {
  for (const words of readingsOf(column, prefix)) {
    const entry = entryFor(column, words, reach, hasStreet)
    if (entry) return { kind: entry.kind, because: 'its name' }
  }
  const entry = entryByComment(column, reach, hasStreet)
  return entry ? { kind: entry.kind, because: 'its comment' } : null
}

/** `orders.address` as the number of a row says nothing about anybody: what that row holds is looked at where it stands. */
function isNumberOfARow({ foreignKeys, primaryKey }: Table, { name, kind, autoIncrement }: Column): boolean {
  if (kind !== 'integer') return false
  return autoIncrement || primaryKey[0] === name || foreignKeys.some(({ columns }) => columns.includes(name))
}

/** Whether a table's rows are people, lead to people or name them: what stands there may say something about them. */
export function isBesidePeople(table: Table): boolean {
  const columns = storedColumns(table).filter((column) => !isNumberOfARow(table, column))
  return reachIn(table, identityIn(columns, sharedPrefix(table))) !== 'anywhere'
}

function identityIn(columns: readonly Column[], prefix: string): Identity {
  const kinds = columns.flatMap((column) => callsIt(column, prefix, 'anywhere', false)?.kind ?? [])
  if (kinds.some((kind) => ofOnePerson.has(kind))) return 'a person'
  if (kinds.some((kind) => identifying.has(kind))) return 'somebody'
  return kinds.includes('password') ? 'an account' : 'nobody'
}

/** Who has one of these is one person. */
const ofOnePerson: ReadonlySet<PersonalKind> = new Set<PersonalKind>(['email', 'first_name', 'last_name', 'birth_date'])

/** The value of an attribute that rows define, a row for each attribute: beside people it may be anything. */
function isAttributeValue(table: Table, column: Column): boolean {
  const isValue = column.kind === 'text' && splitName(column.name).join(' ') === 'value'
  return (
    isValue &&
    !isAboutKinds(table.name) &&
    refersToPeople(table) &&
    table.columns.some(({ name }) => /_attribute_(?:id|code)_$/.test(wordsOf(name)))
  )
}

/** Kinds that make a table one about people. */
export const identifying: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'phone',
  'first_name',
  'last_name',
  'full_name',
  'street',
  'birth_date',
  'national_id',
])
