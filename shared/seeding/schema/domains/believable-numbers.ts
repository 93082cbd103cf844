import { wordsOf } from '../../../policy/detection/names/name-words.ts'
import type { Column } from '../../../schema/schema.ts'

/** From and to, as one writes them for the column; both inclusive. */
export type Bounds = readonly [string, string]

/** The days in which everything happens, `YYYY-MM-DD`, both inclusive. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** The part of an ordered type in which a column's values usually lie, by its name; null where anything goes. */
export function usualBounds(column: Column, days: Days): Bounds | null {
  const words = wordsOf(column.name)
  if (column.kind === 'temporal') return usualTime(column, words, days)
  if (/^(tinyint\(1\)|bit\(1\)|bool)/.test(column.columnType)) return ['0', '1']
  const known = vocabulary.find(([pattern]) => pattern.test(words))
  if (known) return [String(known[1]), String(known[2])]
  return column.kind === 'bit' ? null : ['1', '1000']
}

const vocabulary: readonly (readonly [RegExp, number, number])[] = [
  [/_(is|has|can|was|enabled|active|deleted|flag|visible)_/, 0, 1],
  [/_(latitude|lat)_/, -60, 70],
  [/_(longitude|lng|lon)_/, -180, 180],
  [/_(percent|percentage|pct|progress)_/, 0, 100],
  [/_(rating|stars|grade|level|priority|rank)_/, 1, 5],
  [/_(age)_/, 18, 90],
  [/_(year|jahr)_/, 1990, 2026],
  [/_(month)_/, 1, 12],
  [/_(day)_/, 1, 28],
  [/_(milliseconds|millis|ms)_/, 60_000, 600_000],
  [/_(bytes|filesize)_/, 10_000, 9_000_000],
  [/_(salary|income|revenue|budget)_/, 20_000, 120_000],
  [/_(rental_rate|hourly|fee|unit_price)_/, 1, 20],
  [/_(price|amount|total|cost|costs|sum|balance|value|subtotal|payment|credit|debit|preis|betrag)_/, 1, 500],
  [/_(tax|vat|discount|rate|ratio|factor)_/, 0, 25],
  [/_(quantity|qty|menge|pieces)_/, 1, 10],
  [/_(stock|inventory|count|number|copies|views|likes|points)_/, 0, 500],
  [/_(minutes|duration|length|dauer)_/, 15, 180],
  [/_(weight|height|width|depth|size)_/, 1, 200],
  [/_(zip|postal|postcode|plz)_/, 10_000, 99_999],
]

function usualTime({ dataType }: Column, words: string, days: Days): Bounds {
  if (dataType === 'year') return ['1990', days.to.slice(0, 4)]
  if (dataType === 'time')
    return /_(duration|length|elapsed)_/.test(words) ? ['00:01:00', '03:00:00'] : ['06:00:00', '21:59:59']
  const until = dataType === 'date' ? '' : ' 23:59:59'
  if (/_(birth|born|dob|birthday|geburtsdatum|geburtstag)_|_birth_?date_/.test(words))
    return ['1945-01-01', `2006-12-31${until}`]
  return [days.from, `${days.to}${until}`]
}

const earlier =
  /_(created|creation|create|start|starts|started|begin|begins|from|order|ordered|rental|issued|opened|hire|hired|placed|check_?in)_/
const later =
  /_(updated|update|modified|modification|end|ends|ended|until|to|return|returned|ship|shipped|due|closed|finished|expires?|expiry|delivered|paid|left|check_?out)_/

/** The column of a moment that comes before this column's, such as `created_at` before `updated_at`; null when there is none. */
export function precededBy(column: Column, columns: readonly Column[]): string | null {
  if (!/^(date|datetime|timestamp)$/.test(column.dataType) || !later.test(wordsOf(column.name))) return null
  const before = columns.find(
    ({ name, columnType }) =>
      columnType === column.columnType &&
      name !== column.name &&
      earlier.test(wordsOf(name)) &&
      !later.test(wordsOf(name)),
  )
  return before?.name ?? null
}
