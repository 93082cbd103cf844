import type { Json } from '../synthesise.ts'
import { covers } from './globs.ts'

/** What AWS knows of a request beside who, what and where: condition keys and their values, keys in lower case. */
export type Context = ReadonlyMap<string, string>

export function context(values: Readonly<Record<string, string>>): Context {
  return new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]))
}

/** Whether every operator and key of a statement's Condition holds; IAM joins keys by «and», values by «or». */
export function holds(conditions: Json, known: Context): boolean {
  return Object.entries<Json>(conditions).every(([operator, keys]) =>
    Object.entries<Json>(keys).every(([key, values]) =>
      test(operator, known.get(key.toLowerCase()), [values].flat().map(String)),
    ),
  )
}

function test(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (wanted.some((text) => text.includes('${'))) throw new Error(`the walker reads no variables: ${wanted.join()}`)
  if (operator === 'Null') return (value === undefined) === (wanted[0] === 'true')
  const { name, ifExists, any } = parse(operator)
  if (any !== null) throw new Error(`the walker knows no operator ${operator}`)
  const negated = /Not/.test(name)
  // A key that the request does not have: equality fails, inequality holds.
  if (value === undefined) return ifExists || negated
  const compare = comparisons[name.replace('Not', '')]
  if (!compare) throw new Error(`the walker knows no operator ${operator}`)
  return wanted.some((text) => compare(text, value)) !== negated
}

function parse(operator: string): { name: string; ifExists: boolean; any: string | null } {
  const [, any = null, name = '', exists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  return { name, ifExists: exists !== undefined, any }
}

const same = (wanted: string, value: string) => wanted === value
const like = (wanted: string, value: string) => covers(wanted, value)

const comparisons: Record<string, (wanted: string, value: string) => boolean> = {
  StringEquals: same,
  StringEqualsIgnoreCase: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  StringLike: like,
  // IAM evaluates both alike.
  ArnEquals: like,
  ArnLike: like,
  Bool: same,
  NumericEquals: (wanted, value) => Number(value) === Number(wanted),
  NumericLessThan: (wanted, value) => Number(value) < Number(wanted),
  NumericLessThanEquals: (wanted, value) => Number(value) <= Number(wanted),
  NumericGreaterThan: (wanted, value) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (wanted, value) => Number(value) >= Number(wanted),
}
