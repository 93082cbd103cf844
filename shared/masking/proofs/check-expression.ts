import { CheckParser, type Expression } from './check-parser.ts'
import {
  callFunction,
  compare,
  isTrue,
  matchesLike,
  matchesRegexp,
  type SqlValue,
  toNumber,
  unknown,
} from './check-values.ts'

/** Cells by column name in lower case; undefined where nothing is known of the value. */
export type CheckedRow = ReadonlyMap<string, string | null | undefined>

/** A CHECK over one row. NULL passes, as in SQL; `unknown` where the expression cannot be followed or the row decides nothing. */
export function evaluateCheck(expression: string, row: CheckedRow): 'true' | 'false' | 'unknown' {
  const tree = parse(expression)
  if (!tree) return 'unknown'
  // Under a collation that is not known here both readings have to hold.
  const results = [true, false].map((caseSensitive) => truth(evaluate(tree, { row, caseSensitive })))
  if (results.includes('false')) return 'false'
  return results.includes('unknown') ? 'unknown' : 'true'
}

interface Scope {
  readonly row: CheckedRow
  readonly caseSensitive: boolean
}

function parse(expression: string): Expression | null {
  try {
    return new CheckParser(expression).parse()
  } catch {
    return null
  }
}

function truth(value: SqlValue): 'true' | 'false' | 'unknown' {
  if (value === unknown) return 'unknown'
  return value === null || isTrue(value) ? 'true' : 'false'
}

function evaluate(node: Expression, scope: Scope): SqlValue {
  switch (node.type) {
    case 'literal':
      return node.value
    case 'column': {
      const cell = scope.row.get(node.name.toLowerCase())
      return cell === undefined ? unknown : cell
    }
    case 'call':
      return callFunction(
        node.name,
        node.args.map((arg) => evaluate(arg, scope)),
        scope.caseSensitive,
      )
    case 'not':
      return negate(evaluate(node.operand, scope))
    case 'logic':
      return connect(node.operator, evaluate(node.left, scope), evaluate(node.right, scope))
    case 'in': {
      const value = evaluate(node.value, scope)
      return node.items
        .map((item) => compare('=', value, evaluate(item, scope), scope.caseSensitive))
        .reduce((any, hit) => connect('or', any, hit), false)
    }
    case 'is': {
      const value = evaluate(node.value, scope)
      if (value === unknown) return unknown
      return node.what === null ? value === null : value !== null && isTrue(value) === node.what
    }
    case 'binary':
      return operate(node.operator, evaluate(node.left, scope), evaluate(node.right, scope), scope)
  }
}

function negate(value: SqlValue): SqlValue {
  return value === unknown || value === null ? value : !isTrue(value)
}

function connect(operator: 'and' | 'or', left: SqlValue, right: SqlValue): SqlValue {
  const decisive = operator === 'or'
  const decides = (value: SqlValue) => value !== unknown && value !== null && isTrue(value) === decisive
  if (decides(left) || decides(right)) return decisive
  if (left === unknown || right === unknown) return unknown
  return left === null || right === null ? null : !decisive
}

function operate(operator: string, left: SqlValue, right: SqlValue, { caseSensitive }: Scope): SqlValue {
  if (left === unknown || right === unknown) return unknown
  if (left === null || right === null) return null
  if (operator === 'like') return matchesLike(String(left), String(right), caseSensitive)
  if (operator === 'regexp') return matchesRegexp(String(left), String(right), caseSensitive)
  if (/^(=|<>|!=|<|>|<=|>=)$/.test(operator)) return compare(operator, left, right, caseSensitive)
  const [a, b] = [toNumber(left), toNumber(right)]
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': b === 0 ? Number.NaN : a / b, '%': a % b }[operator]
  return result === undefined || Number.isNaN(result) ? unknown : result
}
