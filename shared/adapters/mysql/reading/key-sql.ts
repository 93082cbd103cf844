import type { KeyBound, KeyRange } from '../../../schema/chunk.ts'
import { isBytes, isNumber, isText, isTime, isTyped, listedIn } from '../../../schema/key-values.ts'
import { quoteName } from '../../../schema/quote.ts'

/** The WHERE of a key range; '' for all rows. Each of its alternatives is one piece of the primary key, and they follow each other in its order. */
export function whereRange(columns: readonly string[], { from, to }: KeyRange): string {
  const condition = between(columns, from, to)
  return condition === '' ? '' : ` WHERE ${condition}`
}

/** Rows from one bound to the next. Both servers find `a = 1 AND b >= 2 OR a > 1` in the index, and not `(a, b) >= (1, 2)`. */
function between(columns: readonly string[], from: KeyBound | null, to: KeyBound | null): string {
  const [name = '', ...rest] = columns
  const [low, ...lower] = from ?? []
  const [high, ...upper] = to ?? []
  if (low === undefined && high === undefined) return ''
  const column = quoteName(name)
  if (low !== undefined && low === high) {
    const inner = between(rest, lower.length > 0 ? lower : null, upper.length > 0 ? upper : null)
    return `${column} = ${boundSql(low)}${inner === '' ? '' : ` AND ${bracketed(inner)}`}`
  }
  const isInner = lower.length > 0
  const parts = [
    ...(isInner ? [`${column} = ${boundSql(low!)} AND ${bracketed(between(rest, lower, null))}`] : []),
    ...middle(column, low, isInner ? '>' : '>=', high),
    ...(upper.length > 0 ? [`${column} = ${boundSql(high!)} AND ${bracketed(between(rest, null, upper))}`] : []),
  ]
  return parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(' OR ')
}

/** Values of one column between two; nothing where none can be. */
function middle(column: string, low: string | undefined, after: '>' | '>=', high: string | undefined): string[] {
  const listed = listedIn(low ?? high ?? '')
  if (!listed) {
    const ends = [
      low === undefined ? [] : [`${column} ${after} ${boundSql(low)}`],
      high === undefined ? [] : [`${column} < ${boundSql(high)}`],
    ]
    return [ends.flat().join(' AND ')]
  }
  // Only single values of an ENUM or SET are found in the index.
  const first = low === undefined ? 0 : listed.number + (after === '>' ? 1 : 0)
  const last = high === undefined ? listed.of : listedIn(high)!.number - 1
  const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return numbers.length > 0 ? [`${column} IN (${numbers.join(', ')})`] : []
}

function bracketed(condition: string): string {
  return condition.includes(' OR ') ? `(${condition})` : condition
}

/** A value of a bound as a literal of the column's own type and character set, so that the index is of use. */
export function boundSql(value: string): string {
  if (isNumber(value) || isBytes(value)) return value === '0x' ? "''" : value
  if (isTime(value)) return `'${value}'`
  const listed = listedIn(value)
  if (listed) return String(listed.number)
  if (isTyped(value))
    return `CAST(${value.slice(value.indexOf(' ') + 1)} AS ${value.slice(0, value.indexOf(' ')).toUpperCase()})`
  if (isText(value)) return value.endsWith(' 0x') ? "''" : `_${value}`
  throw new Error('the bound of a chunk is neither a number, a time, bytes, text nor one of a list')
}
