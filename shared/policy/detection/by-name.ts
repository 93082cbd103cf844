import { type Column, storedColumns, type Table } from '../../schema/schema.ts'
import type { Finding, PersonalKind } from './finding.ts'
import { wordsOf } from './name-words.ts'
import { splitName } from './split-name.ts'
import { isAboutKinds, reachIn, refersToPeople } from './table-role.ts'
import type { Entry, Reach } from './vocabulary/entry.ts'
import { idle, isPersonWord, otherThings } from './vocabulary/other-words.ts'
import { vocabulary } from './vocabulary/vocabulary.ts'
import { isByPeople, isWritten } from './written.ts'

/** Stored columns whose names or comments say that they hold personal data. Tables are read whole: a city beside a street is one. */
export function detectByName(table: Table): ReadonlyMap<string, Finding> {
  const prefix = sharedPrefix(table)
  const columns = storedColumns(table).filter((column) => !isNumberOfARow(table, column))
  const named = columns.map((column) => ({ column, words: splitName(column.name.slice(prefix.length)) }))
  const reach = isWritten(table.name)
    ? 'person'
    : reachIn(table, () => columns.some((column) => identifiesSomebody(column, prefix)))
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
  const hasWords = table.columns.some(({ name }) => /_|\p{Ll}\p{Lu}/u.test(name.slice(0, longestPrefix + 1)))
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
  return reachIn(table, () => columns.some((column) => identifiesSomebody(column, sharedPrefix(table)))) !== 'anywhere'
}

function identifiesSomebody(column: Column, prefix: string): boolean {
  const entry =
    entryFor(column, splitName(column.name.slice(prefix.length)), 'anywhere', false) ??
    entryByComment(column, 'anywhere', false)
  return entry !== undefined && identifying.has(entry.kind)
}

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

/** Columns with so few values that counting them undoes a pseudonym (gender, country). */
export function hasFewValues(column: Column): boolean {
  if (column.kind === 'enum' || column.kind === 'set') return true
  if (/^(tinyint\(1\)|bit\(1\)|bool)/.test(column.columnType)) return true
  return fewValues.test(wordsOf(column.name))
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

const fewValues =
  /_(?:gender|sex|geschlecht|sexo|sexe|country|countries|land|pays|pais|nationality|staatsangehoerigkeit|religion|konfession|ethnicity|race|marital_?status|familienstand|language|sprache|currency|salutation|anrede|blood_?(?:type|group))(?:_(?:name|code|id))?_$/

const within: Readonly<Record<Reach, readonly Reach[]>> = {
  anywhere: ['anywhere'],
  beside: ['anywhere', 'beside'],
  person: ['anywhere', 'beside', 'person'],
}

/** The first entry of the vocabulary whose word is in a name that says nothing against it. */
export function entryFor(
  column: Column,
  words: readonly string[],
  reach: Reach,
  hasStreet: boolean,
): Entry | undefined {
  return vocabulary.find(
    (entry) =>
      within[reach].includes(entry.where) &&
      entry.columnKinds.includes(column.kind) &&
      (hasStreet || !entry.afterStreet) &&
      hasRoom(entry.kind, column) &&
      isCalled(entry, words),
  )
}

function isCalled(entry: Entry, words: readonly string[]): boolean {
  for (let count = Math.min(words.length, mostWords); count > 0; count--)
    for (let first = 0; first + count <= words.length; first++)
      if (entry.terms.has(words.slice(first, first + count).join(''))) {
        const rest = [...words.slice(0, first), ...words.slice(first + count)]
        return saysTheSame(entry, rest)
      }
  return false
}

const mostWords = 4

function saysTheSame({ beside, despite }: Entry, rest: readonly string[]): boolean {
  if (rest.some((word) => otherThings.has(word) && !despite.has(word))) return false
  if (beside === 'anything') return true
  const telling = rest.filter((word) => !idle.has(word) && !/^(\d+|[a-z])$/.test(word))
  const others = telling.filter((word) => !isPersonWord(word))
  return others.length === 0 && (beside === 'nothing' || rest.some((word) => isPersonWord(word)))
}

/** Long text columns only: a `text` of ten characters is a code. */
const shortestFreeText = 50

function hasRoom(kind: PersonalKind, { maxLength }: Column): boolean {
  return (kind !== 'free_text' && kind !== 'prose') || (maxLength ?? 0) >= shortestFreeText
}

/** A cryptic column may be described by its comment, of which the last words before a bracket, colon or stop count. */
function entryByComment(column: Column, reach: Reach, hasStreet: boolean): Entry | undefined {
  if (column.comment === '') return undefined
  const [head = ''] = column.comment.split(/[([;,]|\.\s|\s[-–]\s|\s(?:for|für|pour|para|per|voor|dla|för)\s/)
  const words = splitName(head)
  if (words.length > longestComment) return undefined
  const entry = entryFor(column, words, reach, hasStreet)
  return entry?.kind === 'prose' ? undefined : entry
}

const longestComment = 6
