import { integerRange } from '../../schema/integer-range.ts'
import type { Column } from '../../schema/schema.ts'

/** A number without an exponent, as MySQL writes integers and decimals. */
export function isDecimal(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text)
}

/** A decimal as a whole number of its last place. */
export function toUnits(text: string): { units: bigint; places: number } {
  const [, fraction = ''] = text.split('.')
  return { units: BigInt(text.replace('.', '')), places: fraction.length }
}

/** The same back, no further from zero than `limit`. */
export function fromUnits(units: bigint, places: number, limit: bigint): string {
  const size = units < 0n ? -units : units
  const digits = String(size < limit ? size : limit).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return units < 0n ? `-${text}` : text
}

/** The largest number of units that an integer or decimal column holds on both sides of zero. */
export function unitsOf(column: Column): bigint {
  if (column.kind === 'decimal') return 10n ** BigInt(/\((\d+)/.exec(column.columnType)?.[1] ?? '10') - 1n
  return integerRange(column)[1]
}
