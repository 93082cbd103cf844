import { z } from 'zod'
import { readMatch } from '../by-row/match-row.ts'
import { type Condition, rangeKeys, type Test } from './condition.ts'

const text = z.string().refine((value) => value === '' || readMatch(value) !== null, {
  error: 'has to have * at the beginning or the end only, and not alone',
})
const plain = z.union([text, z.number(), z.boolean(), z.null()])
const bound = z.union([z.number(), z.string().regex(/^-?\d/, { error: 'has to be a number or a date' })])
const range = z
  .strictObject(Object.fromEntries(rangeKeys.map((key) => [key, bound.optional()])))
  .refine((value) => Object.keys(value).length > 0, { error: `needs one of ${rangeKeys.join(', ')}` })
const value = z.union([plain, z.array(plain).min(1), range])

/** A condition as YAML says it: `{ role: [admin, staff], email: { not: "*@ours.example" }, age: { at_least: 18 }, left_at: null }`. */
export const conditionShape = z
  .record(z.string().min(1), z.union([value, z.strictObject({ not: value })]))
  .refine((columns) => Object.keys(columns).length > 0, { error: 'has to name a column' })
  .transform((columns): Condition => Object.entries(columns).map(([column, asked]) => testOf(column, asked)))

type Asked = z.infer<typeof value>

function testOf(column: string, asked: Asked | { not: Asked }): Test {
  const isNegative = typeof asked === 'object' && asked !== null && 'not' in asked
  return { column, not: isNegative, asks: asksOf(isNegative ? (asked.not as Asked) : (asked as Asked)) }
}

function asksOf(asked: Asked): Test['asks'] {
  if (Array.isArray(asked)) return asked
  if (typeof asked !== 'object' || asked === null) return [asked]
  return Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)]))
}
