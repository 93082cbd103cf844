import type { Match, Plain, RowCondition } from '../../../policy/staging-own.ts'
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

/** ` WHERE …` of a condition, '' where it has no column. */
export function whereSql(table: Table, where: RowCondition, more: readonly string[] = []): string {
  const parts = [
    ...Object.entries(where).map(([name, match]) =>
      matchSql(table.columns.find((column) => column.name === name)!, match),
    ),
    ...more,
  ]
  return parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : ''
}

function matchSql(column: Column, match: Match): string {
  const name = quoteName(column.name)
  if (match === null) return `${name} IS NULL`
  if (typeof match !== 'object') return `${name} = ${plainLiteral(match, column)}`
  if ('prefix' in match) return `${name} LIKE ${textLiteral(`${match.prefix.replaceAll(/[|%_]/g, '|$&')}%`)} ESCAPE '|'`
  const values = match.filter((value) => value !== null)
  const some =
    values.length > 0 ? [`${name} IN (${values.map((value) => plainLiteral(value, column)).join(', ')})`] : []
  const none = match.includes(null) ? [`${name} IS NULL`] : []
  return `(${[...some, ...none].join(' OR ')})`
}
