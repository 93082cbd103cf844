import type { Column, Table } from '../../schema/schema.ts'
import { didYouMean } from '../file/problems.ts'
import { type Condition, isRange, type Plain, type Test } from './condition.ts'

const numbers: readonly Column['kind'][] = ['integer', 'decimal', 'float', 'bit']
const texts: readonly Column['kind'][] = ['text', 'binary']

/** What can never be met, or not be compared, in a condition on rows of the table. */
export function conditionProblems(table: Table, condition: Condition): string[] {
  const known = table.columns.map(({ name }) => name)
  return condition.flatMap((test) => {
    const column = table.columns.find(({ name }) => name === test.column)
    if (!column) return [`${table.name} has no column ${test.column}${didYouMean(test.column, known)}`]
    return testProblems(column, test).map((text) => `${column.name}: ${text}`)
  })
}

function testProblems(column: Column, { asks }: Test): string[] {
  const { kind, columnType } = column
  if (isRange(asks))
    return kind === 'temporal' || numbers.includes(kind)
      ? []
      : [`a ${columnType} column has no range, only numbers and dates have`]
  if (['json', 'geometry', 'vector', 'set'].includes(kind) && asks.some((value) => value !== null))
    return [`a ${columnType} column is compared with nothing but null`]
  return asks.flatMap((value) => valueProblems(column, value))
}

function valueProblems(column: Column, value: Plain): string[] {
  const { kind, nullable, labels } = column
  const never = (why: string) => [`${JSON.stringify(value)} can never be met: ${why}`]
  if (value === null) return nullable ? [] : never('the column is NOT NULL')
  if (numbers.includes(kind))
    return typeof value === 'boolean' || /^-?\d+(\.\d+)?$/.test(String(value)) ? [] : never('it holds numbers')
  if (typeof value === 'boolean') return ['true and false are for numbers: write the value in quotes']
  const isPart = typeof value === 'string' && (value.startsWith('*') || (value.length > 1 && value.endsWith('*')))
  if (isPart) return texts.includes(kind) ? [] : [`${JSON.stringify(value)}: only text has a beginning and an end`]
  if (kind !== 'enum') return []
  const isLabel = labels.some((label) => label.toLowerCase() === String(value).toLowerCase())
  return isLabel ? [] : never(`it is no label of ${column.name}${didYouMean(String(value), labels)}`)
}
