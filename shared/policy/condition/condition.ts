import { meets, readMatch } from '../by-row/match-row.ts'

/** What a condition asks of one column of a row. JSON-safe. */
export interface Test {
  readonly column: string
  /** True where what is asked must not hold. */
  readonly not: boolean
  /** One of several values, a text perhaps with `*` at an end for any text there, or a range of numbers or dates. */
  readonly asks: readonly Plain[] | Range
}

/** null is NULL. */
export type Plain = string | number | boolean | null

export interface Range {
  readonly at_least?: string
  readonly above?: string
  readonly at_most?: string
  readonly below?: string
}

/** All of them have to hold; without any it holds for every row. */
export type Condition = readonly Test[]

export const rangeKeys = ['at_least', 'above', 'at_most', 'below'] as const

export function isRange(asks: Test['asks']): asks is Range {
  return !Array.isArray(asks)
}

/** Whether a value that is not NULL lies in the range. */
export function isWithin({ at_least: from, above, at_most: to, below }: Range, value: string): boolean {
  return (
    (from === undefined || compareValues(value, from) >= 0) &&
    (above === undefined || compareValues(value, above) > 0) &&
    (to === undefined || compareValues(value, to) <= 0) &&
    (below === undefined || compareValues(value, below) < 0)
  )
}

/** Numbers by their size, exactly; dates and times as they are written. */
export function compareValues(a: string, b: string): number {
  if (!number.test(a) || !number.test(b)) return Number(a > b) - Number(a < b)
  const places = Math.max(placesOf(a), placesOf(b))
  const [left, right] = [unitsOf(a, places), unitsOf(b, places)]
  return Number(left > right) - Number(left < right)
}

/** A value as a cell holds it. */
export function cellText(value: Exclude<Plain, null>): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value)
}

/** Whether it holds for a row of texts, compared in lower case as most collations do: for samples, where no server's rules are at hand. */
export function holdsRoughly(condition: Condition, readCell: (column: string) => string | null): boolean {
  return condition.every(({ column, not, asks }) => asksHold(asks, readCell(column)) !== not)
}

function asksHold(asks: Test['asks'], cell: string | null): boolean {
  if (isRange(asks)) return cell !== null && isWithin(asks, cell)
  return asks.some((value) => {
    if (value === null || cell === null) return value === null && cell === null
    const match = readMatch(cellText(value).toLowerCase())
    return match !== null && meets(match, cell.toLowerCase())
  })
}

const number = /^-?\d+(?:\.\d+)?$/

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0
}

function unitsOf(text: string, places: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(places - placesOf(text)))
}
