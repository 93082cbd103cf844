import type { Constraint } from '../../../schema/checks/constraints.ts'
import type { Expression } from '../../../schema/checks/expression.ts'
import type { Column } from '../../../schema/schema.ts'
import type { Intervals } from './intervals.ts'
import type { Scale } from './scale.ts'

/** A column whose values lie on one side of another column's of the same row. */
export interface Bound {
  readonly column: string
  readonly other: string
  readonly operator: '<' | '<=' | '>' | '>='
  /** Steps away at the most, null without limit. */
  readonly reach: bigint | null
}

/** A column that a CHECK says is equal to an expression over others. */
export interface Derived {
  readonly column: string
  readonly expression: Expression
}

/**
 * CHECKs between columns that are kept by construction: the later of two columns follows the earlier. `isFree` tells which columns may
 * follow at all: no key digit, no foreign key.
 */
export function boundsOf(
  constraints: readonly Constraint[],
  columns: readonly Column[],
  isFree: (column: string) => boolean,
): readonly Bound[] {
  return constraints.flatMap(({ expression }): Bound[] => {
    if (expression?.kind !== 'call' || !(expression.name in mirrored)) return []
    const [left, right] = expression.parts
    if (left?.kind !== 'column' || right?.kind !== 'column') return []
    const [a, b] = [left, right].map(({ name }) =>
      columns.find((column) => column.name.toLowerCase() === name.toLowerCase()),
    )
    if (!a || !b || a.kind !== b.kind || a.columnType !== b.columnType) return []
    const operator = expression.name as Bound['operator']
    const forward: Bound = { column: a.name, other: b.name, operator, reach: null }
    const backward: Bound = { column: b.name, other: a.name, operator: mirrored[operator]!, reach: null }
    const preferred = a.position > b.position ? [forward, backward] : [backward, forward]
    return preferred.filter(({ column }) => isFree(column)).slice(0, 1)
  })
}

const mirrored: Readonly<Record<string, Bound['operator']>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

export function derivedOf(constraints: readonly Constraint[], isFree: (column: string) => boolean): readonly Derived[] {
  return constraints.flatMap(({ expression, columns }): Derived[] => {
    if (expression?.kind !== 'call' || expression.name !== '=' || columns.length < 2) return []
    const [left, right] = expression.parts
    const pick = (side: Expression | undefined, other: Expression | undefined): Derived[] => {
      const name =
        side?.kind === 'column' ? columns.find((column) => column.toLowerCase() === side.name.toLowerCase()) : undefined
      return name && other && isFree(name) && !mentions(other, name) ? [{ column: name, expression: other }] : []
    }
    return [...pick(left, right), ...pick(right, left)].slice(0, 1)
  })
}

/** The steps that a bound leaves, given the other column's cell. */
export function allowedBy({ operator, reach }: Bound, other: string | null, scale: Scale): Intervals | null {
  const read = other === null ? null : scale.read(other)
  if (!read) return null
  const { step } = read
  const far = (from: bigint, direction: bigint) => (reach === null ? null : from + direction * reach)
  switch (operator) {
    case '>':
      return [[step + 1n, far(step + 1n, 1n) ?? scale.max]]
    case '>=':
      return [[step, far(step, 1n) ?? scale.max]]
    case '<':
      return [[far(step - 1n, -1n) ?? scale.min, step - 1n]]
    case '<=':
      return [[far(step, -1n) ?? scale.min, step]]
  }
}

function mentions(expression: Expression, column: string): boolean {
  if (expression.kind === 'column') return expression.name.toLowerCase() === column.toLowerCase()
  if (expression.kind === 'collate') return mentions(expression.of, column)
  return expression.kind === 'call' && expression.parts.some((part) => mentions(part, column))
}
