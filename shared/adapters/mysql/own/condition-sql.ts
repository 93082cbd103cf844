import { readMatch } from '../../../policy/by-row/match-row.ts'
import {
  type Condition,
  isRange,
  type Plain,
  type Range,
  rangeKeys,
  type Test,
} from '../../../policy/condition/condition.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'

const numeric: readonly Column['kind'][] = ['integer', 'decimal', 'float', 'bit']

/** A value of the configuration as a literal: digits for numbers, hex for all else, so that nothing of it is ever SQL. */
export function plainLiteral(value: Plain, { name, kind }: Column): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (!numeric.includes(kind)) return textLiteral(String(value))
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) throw new Error(`${name}: the plan lets only numbers through`)
  return String(value)
}

/** Text whose collation is that of what it is compared with. */
export function textLiteral(text: string): string {
  return `_utf8mb4 ${text === '' ? "''" : `0x${Buffer.from(text, 'utf8').toString('hex')}`}`
}

/** ` WHERE …` of a condition, '' where it asks for nothing. */
export function whereSql(table: Table, where: Condition, more: readonly string[] = []): string {
  const parts = [
    ...where.map((test) => testSql(table.columns.find((column) => column.name === test.column)!, test)),
    ...more,
  ]
  return parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : ''
}

// NULL is not any value, so that what must not hold holds for it, unless NULL itself was asked for.
function testSql(column: Column, { not, asks }: Test): string {
  const sql = isRange(asks) ? rangeSql(column, asks) : asks.map((value) => valueSql(column, value)).join(' OR ')
  return not ? `NOT COALESCE((${sql}), FALSE)` : `(${sql})`
}

function valueSql(column: Column, value: Plain): string {
  const name = quoteName(column.name)
  if (value === null) return `${name} IS NULL`
  const match = typeof value === 'string' && textual.includes(column.kind) ? readMatch(value) : null
  if (!match || (!match.openStart && !match.openEnd)) return `${name} = ${plainLiteral(value, column)}`
  const text = match.text.replaceAll(/[|%_]/g, '|$&')
  const pattern = `${match.openStart ? '%' : ''}${text}${match.openEnd ? '%' : ''}`
  return `${name} LIKE ${textLiteral(pattern)} ESCAPE '|'`
}

const textual: readonly Column['kind'][] = ['text', 'binary']

function rangeSql(column: Column, range: Range): string {
  const name = quoteName(column.name)
  const signs = { at_least: '>=', above: '>', at_most: '<=', below: '<' }
  return rangeKeys
    .flatMap((key) => {
      const bound = range[key]
      return bound === undefined ? [] : [`${name} ${signs[key]} ${plainLiteral(bound, column)}`]
    })
    .join(' AND ')
}
