import { readMatch } from '../by-row/match-row.ts'
import { scalar } from '../file/scalar.ts'
import { type Condition, isRange, type Test } from './condition.ts'

/** As YAML says it, in flow form. */
export function describeCondition(condition: Condition): string {
  return `{ ${condition.map((test) => `${scalar(test.column)}: ${negated(test, describeAsks(test.asks))}`).join(', ')} }`
}

/** The columns and how each is compared, never a value: `owner of 2, path by its beginning`. */
export function describeColumns(condition: Condition): string {
  return condition.map((test) => negated(test, describeColumn(test))).join(', ')
}

function describeAsks(asks: Test['asks']): string {
  if (isRange(asks))
    return `{ ${Object.entries(asks)
      .map(([key, value]) => `${key}: ${scalar(value)}`)
      .join(', ')} }`
  const values = asks.map(scalar)
  return values.length === 1 ? values[0]! : `[${values.join(', ')}]`
}

function describeColumn({ column, asks }: Test): string {
  if (isRange(asks)) return `${column} within a range`
  if (asks.length > 1) return `${column} of ${asks.length}`
  const [value] = asks
  if (value === null) return `${column} is NULL`
  const match = typeof value === 'string' ? readMatch(value) : null
  if (!match || (!match.openStart && !match.openEnd)) return column
  if (!match.openStart) return `${column} by its beginning`
  return `${column} by ${match.openEnd ? 'a part of it' : 'its end'}`
}

function negated({ not, column }: Test, told: string): string {
  if (!not) return told
  return told.startsWith(column) ? `not ${told}` : `{ not: ${told} }`
}
