import { type Column, storedColumns, type Table } from '../../schema/schema.ts'
import { entryByComment, entryFor } from './entry-for.ts'
import type { Finding, PersonalKind } from './finding.ts'
import { wordsOf } from './name-words.ts'
import { splitName } from './split-name.ts'
import { type Identity, isAboutKinds, reachIn, refersToPeople } from './table-role.ts'
import { isByPeople, isWritten } from './written.ts'

/** Stored columns whose names or comments say that they hold personal data. Tables are read whole: a city beside a street is one. */
export function detectByName(table: Table): ReadonlyMap<string, Finding> {
  const prefix = sharedPrefix(table)
  const columns = storedColumns(table).filter((column) => !isNumberOfARow(table, column))
  const named = columns.map((column) => ({ column, words: splitName(column.name.slice(prefix.length)) }))
  const reach = isWritten(table.name) ? 'person' : reachIn(table, identityIn(columns, prefix))
  const isStreet = ({ column, words }: (typeof named)[number]) =>
    entryFor(column, words, reach, false)?.kind === 'street' || entryByComment(column, reach, false)?.kind === 'street'
  const hasStreet = named.some(isStreet)
  return new Map(
    named.flatMap(({ column, words }): [string, Finding][] => {
      const byName = entryFor(column, words, reach, hasStreet)
      const entry = byName ?? entryByComment(column, reach, hasStreet)
      const isText = entry?.kind === 'free_text' || entry?.kind === 'prose'
      if (entry && isText && !isByPeople(table, column.name, entry.kind, reach)) return []
      if (entry) return [[column.name, { kind: entry.kind, because: byName ? 'its name' : 'its comment' }]]
      return isAttributeValue(table, column) ? [[column.name, { kind: 'echo', because: 'its name' }]] : []
    }),
  )
}

/** `orders.address` as the number of a row says nothing about anybody: what that row holds is looked at where it stands. */
function isNumberOfARow({ foreignKeys, primaryKey }: Table, { name, kind, autoIncrement }: Column): boolean {
  if (kind !== 'integer') return false
  return autoIncrement || primaryKey[0] === name || foreignKeys.some(({ columns }) => columns.includes(name))
}

/** Letters that nearly all columns of a table begin with, as in QZFNAME and QZLNAME; empty when there are none. */
function sharedPrefix(table: Table): string {
  const names = table.columns.map(({ name }) => name.toLowerCase())
  const hasWords = table.columns.filter(({ name }) => /_|\p{Ll}\p{Lu}/u.test(name)).length * 2 > names.length
  if (names.length < fewestPrefixed || hasWords) return ''
  const [first = ''] = names
  for (let length = Math.min(longestPrefix, first.length - 1); length >= shortestPrefix; length--) {
    const prefix = first.slice(0, length)
    if (
      /^[a-z]+$/.test(prefix) &&
      names.filter((name) => name.startsWith(prefix)).length >= names.length * mostPrefixed
    )
      return prefix
  }
  return ''
}

const fewestPrefixed = 4
const [shortestPrefix, longestPrefix] = [2, 4]
const mostPrefixed = 0.9

/** Whether a table's rows are people, lead to people or name them: what stands there may say something about them. */
export function isBesidePeople(table: Table): boolean {
  const columns = storedColumns(table).filter((column) => !isNumberOfARow(table, column))
  return reachIn(table, identityIn(columns, sharedPrefix(table))) !== 'anywhere'
}

function identityIn(columns: readonly Column[], prefix: string): Identity {
  const kinds = columns.flatMap((column) => {
    const byName = entryFor(column, splitName(column.name.slice(prefix.length)), 'anywhere', false)
    return (byName ?? entryByComment(column, 'anywhere', false))?.kind ?? []
  })
  if (kinds.some((kind) => ofOnePerson.has(kind))) return 'a person'
  if (kinds.some((kind) => identifying.has(kind))) return 'somebody'
  return kinds.includes('password') ? 'an account' : 'nobody'
}

/** Who has one of these is one person. */
const ofOnePerson: ReadonlySet<PersonalKind> = new Set<PersonalKind>(['email', 'first_name', 'last_name', 'birth_date'])

/** The value of an attribute that rows define (Magento's `customer_entity_varchar`): beside people it may be anything. */
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
