import { readMatch } from './match-row.ts'

/** What a condition asks of one column, of the row's original value. JSON-safe. */
export interface Test {
  readonly column: string
  /** True where what is asked must not hold. */
  readonly not: boolean
  /** NULL, one of several texts or parts of one (`*` at an end), or a range of numbers or dates. */
  readonly asks: null | { readonly texts: readonly string[] } | Range
}

export interface Range {
  readonly at_least?: string
  readonly above?: string
  readonly at_most?: string
  readonly below?: string
}

/** All of them have to hold. */
export type Condition = readonly Test[]

export const rangeKeys = ['at_least', 'above', 'at_most', 'below'] as const

export function isRange(asks: Test['asks']): asks is Range {
  return asks !== null && !('texts' in asks)
}

/** Whether a value that is not NULL lies in the range; `compare` says how two values follow each other. */
export function isWithin(range: Range, value: string, compare: (a: string, b: string) => number): boolean {
  const { at_least: from, above, at_most: to, below } = range
  return (
    (from === undefined || compare(value, from) >= 0) &&
    (above === undefined || compare(value, above) > 0) &&
    (to === undefined || compare(value, to) <= 0) &&
    (below === undefined || compare(value, below) < 0)
  )
}

/** Numbers by their size, exactly; dates and times as they are written. */
export function compareValues(a: string, b: string): number {
  if (!number.test(a) || !number.test(b)) return Number(a > b) - Number(a < b)
  const places = Math.max(placesOf(a), placesOf(b))
  const [left, right] = [unitsOf(a, places), unitsOf(b, places)]
  return Number(left > right) - Number(left < right)
}

const number = /^-?\d+(?:\.\d+)?$/

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0
}

function unitsOf(text: string, places: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(places - placesOf(text)))
}

/** The same over a row of texts, compared in lower case as most collations do; for samples, where no server's rules are at hand. */
export function holdsRoughly(condition: Condition, readCell: (column: string) => string | null): boolean {
  return condition.every(({ column, not, asks }) => asksHold(asks, readCell(column)) !== not)
}

function asksHold(asks: Test['asks'], value: string | null): boolean {
  if (asks === null || value === null) return asks === null && value === null
  if (isRange(asks)) return isWithin(asks, value, compareValues)
  return asks.texts.some((text) => {
    const match = readMatch(text.toLowerCase())
    if (match === null) return false
    const told = value.toLowerCase()
    if (!match.openStart && !match.openEnd) return told === match.text
    if (!match.openStart) return told.startsWith(match.text)
    return match.openEnd ? told.includes(match.text) : told.endsWith(match.text)
  })
}
