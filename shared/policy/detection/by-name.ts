import { type Column, storedColumns, type Table } from '../../schema/schema.ts'
import type { Finding, PersonalKind } from './finding.ts'
import { wordsOf } from './name-words.ts'
import { personTables, shortestFreeText, type Vocabulary, vocabulary } from './vocabulary.ts'

/** Stored columns whose names and types say that they hold personal data. Tables are read whole: a city beside a street is one. */
export function detectByName(table: Table): ReadonlyMap<string, Finding> {
  const columns = storedColumns(table)
    .filter((column) => !isReferenceByNumber(table, column))
    .map((column) => ({ column, words: wordsOf(column.name) }))
  const reach = isAboutPeople(table.name) ? 'person' : isBesidePeople(table) ? 'beside' : 'anywhere'
  return new Map(
    columns.flatMap(({ column, words }): [string, Finding][] => {
      const found =
        vocabularyOf(column, words, reach) ?? (reach !== 'anywhere' && isAttributeValue(table, column, words))
      return found ? [[column.name, { kind: found.kind, because: 'its name' }]] : []
    }),
  )
}

/** `orders.address` as the number of a row of another table says nothing about anybody: what that table holds is looked at there. */
function isReferenceByNumber({ foreignKeys }: Table, { name, kind }: Column): boolean {
  return kind === 'integer' && foreignKeys.some(({ columns }) => columns.includes(name))
}

/** The value of an attribute that rows define (Magento's `customer_entity_varchar`): beside people it may be anything. */
function isAttributeValue(table: Table, column: Column, words: string): { readonly kind: PersonalKind } | false {
  const isValue = column.kind === 'text' && words === '_value_'
  return isValue && table.columns.some(({ name }) => /_attribute_(?:id|code)_$/.test(wordsOf(name))) && { kind: 'echo' }
}

/** Whether a table's name says that its rows are people. */
export function isAboutPeople(table: string): boolean {
  return personTables.test(wordsOf(table))
}

/** Whether a table's rows are people, lead to people or name them: what stands there may say something about them. */
export function isBesidePeople(table: Table): boolean {
  return (
    isAboutPeople(table.name) ||
    table.foreignKeys.some(({ referencedTable }) => isAboutPeople(referencedTable)) ||
    storedColumns(table).some((column) => {
      // Many applications declare no foreign keys: `user_id` leads to people all the same.
      if (/_id$/i.test(column.name) && isAboutPeople(column.name.slice(0, -'_id'.length))) return true
      const found = vocabularyOf(column, wordsOf(column.name), 'anywhere')
      return found !== undefined && identifying.has(found.kind)
    })
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

function vocabularyOf(column: Column, words: string, reach: Vocabulary['where']): Vocabulary | undefined {
  const within = { anywhere: ['anywhere'], beside: ['anywhere', 'beside'], person: ['anywhere', 'beside', 'person'] }[
    reach
  ]
  // `SobreNome` and `geburts_datum` are one word each.
  const joined = `_${words.replaceAll('_', '')}_`
  return vocabulary.find(
    ({ kind, columnKinds, where, pattern }) =>
      within.includes(where) &&
      columnKinds.includes(column.kind) &&
      fits(kind, column) &&
      (pattern.test(words) || pattern.test(joined)),
  )
}

function fits(kind: PersonalKind, { maxLength, kind: columnKind }: Column): boolean {
  if (kind === 'free_text' || kind === 'prose') return columnKind === 'text' && (maxLength ?? 0) >= shortestFreeText
  return true
}
