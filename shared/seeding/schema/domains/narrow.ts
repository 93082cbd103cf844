import type { Expression } from '../../../schema/checks/expression.ts'
import { type Intervals, intersect, unite, without } from './intervals.ts'
import type { Scale } from './scale.ts'

/** The steps of a column that pass; `exact` when precisely those do, else some of them may not. */
export interface Narrowed {
  readonly set: Intervals
  readonly exact: boolean
}

/** What a condition on one ordered column leaves of its scale; null when the condition is of another kind. */
export function narrow(expression: Expression, scale: Scale): Narrowed | null {
  const all: Intervals = [[scale.min, scale.max]]
  if (expression.kind === 'literal')
    return { set: expression.value !== null && Number(expression.value) === 0 ? [] : all, exact: true }
  if (expression.kind !== 'call') return null
  const { name, parts } = expression
  const [first, second, third] = parts
  switch (name) {
    case 'and':
      return parts
        .map((part) => narrow(part, scale))
        .reduce<Narrowed>(
          (sum, next) =>
            next
              ? { set: intersect(sum.set, next.set), exact: sum.exact && next.exact }
              : { set: sum.set, exact: false },
          { set: all, exact: true },
        )
    case 'or': {
      const each = parts.map((part) => narrow(part, scale))
      if (each.includes(null)) return null
      return {
        set: each.reduce<Intervals>((set, next) => unite(set, next!.set), []),
        exact: each.every((next) => next!.exact),
      }
    }
    case 'not': {
      const inner = narrow(first!, scale)
      return inner?.exact ? { set: without(all, inner.set), exact: true } : null
    }
    case 'is null':
      return first?.kind === 'column' ? { set: [], exact: true } : null
    case 'between':
      return narrow({ kind: 'call', name: 'and', parts: [op('>=', first!, second!), op('<=', first!, third!)] }, scale)
    case 'in':
      return narrow({ kind: 'call', name: 'or', parts: parts.slice(1).map((part) => op('=', first!, part)) }, scale)
    default:
      return compared(name, first, second, scale, all)
  }
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

function compared(
  name: string,
  left: Expression | undefined,
  right: Expression | undefined,
  scale: Scale,
  all: Intervals,
): Narrowed | null {
  if (left?.kind === 'literal' && right?.kind === 'column')
    return compared(mirrored[name] ?? name, right, left, scale, all)
  if (left?.kind !== 'column' || right?.kind !== 'literal' || right.value === null) return null
  const bound = scale.read(String(right.value))
  if (!bound) return null
  const { step, exact } = bound
  const below = (last: bigint): Intervals => intersect(all, [[scale.min, last]])
  const above = (first: bigint): Intervals => intersect(all, [[first, scale.max]])
  switch (name) {
    case '<':
      return { set: below(exact ? step - 1n : step), exact: true }
    case '<=':
      return { set: below(step), exact: true }
    case '>':
      return { set: above(step + 1n), exact: true }
    case '>=':
      return { set: above(exact ? step : step + 1n), exact: true }
    case '=':
    case '<=>':
      return { set: exact ? intersect(all, [[step, step]]) : [], exact: true }
    case '<>':
      return { set: exact ? without(all, [[step, step]]) : all, exact: true }
    default:
      return null
  }
}

function op(name: string, ...parts: readonly Expression[]): Expression {
  return { kind: 'call', name, parts }
}
