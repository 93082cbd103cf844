import type { Column } from '../../schema/schema.ts'
import { compare, type Operand, operandOf, toNumber } from './compare.ts'
import type { Expression } from './expression.ts'
import { functions } from './functions.ts'

/** The cells of a row by column name. */
export type CellOf = (column: string) => string | null

/**
 * Whether a row passes a CHECK: true also where it is NULL, as SQL says. `unknown` when the expression calls what we do not
 * know: then only the server can tell.
 */
export function passes(expression: Expression, columns: readonly Column[], cellOf: CellOf): boolean | 'unknown' {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]))
  try {
    return isTrue(evaluate(expression, { byName, cellOf })) !== false
  } catch (error) {
    if (error instanceof NotKnown) return 'unknown'
    throw error
  }
}

/** The value of an expression, for columns that a CHECK says are equal to it; undefined when we do not know how. */
export function resultOf(expression: Expression, columns: readonly Column[], cellOf: CellOf): Operand | undefined {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]))
  try {
    return evaluate(expression, { byName, cellOf })
  } catch (error) {
    if (error instanceof NotKnown) return undefined
    throw error
  }
}

class NotKnown extends Error {}

interface Row {
  readonly byName: ReadonlyMap<string, Column>
  readonly cellOf: CellOf
}

function evaluate(expression: Expression, row: Row): Operand {
  if (expression.kind === 'literal') return expression.value
  if (expression.kind === 'collate') return evaluate(expression.of, row)
  if (expression.kind === 'column') {
    const column = row.byName.get(expression.name.toLowerCase())
    if (!column || column.generated) throw new NotKnown()
    return operandOf(row.cellOf(column.name), column)
  }
  return evaluateCall(expression.name, expression.parts, row)
}

function evaluateCall(name: string, parts: readonly Expression[], row: Row): Operand {
  switch (name) {
    case 'and':
      return all(parts, row)
    case 'or':
      return negate(all(parts, row, true))
    case 'not':
      return negate(evaluate(parts[0]!, row))
    case 'case':
      return chosen(parts, row)
  }
  const values = parts.map((part) => evaluate(part, row))
  const collation = collationOf(parts, row)
  const order = (a: Operand, b: Operand) => compare(a ?? null, b ?? null, collation)
  const test = (result: number | null, holds: (order: number) => boolean) =>
    result === null ? null : holds(result) ? 1n : 0n
  const [first = null, second = null, third = null] = values
  switch (name) {
    case '=':
      return test(order(first, second), (result) => result === 0)
    case '<>':
      return test(order(first, second), (result) => result !== 0)
    case '<':
      return test(order(first, second), (result) => result < 0)
    case '<=':
      return test(order(first, second), (result) => result <= 0)
    case '>':
      return test(order(first, second), (result) => result > 0)
    case '>=':
      return test(order(first, second), (result) => result >= 0)
    case '<=>':
      return first === null || second === null ? flag(first === second) : flag(order(first, second) === 0)
    case 'is null':
      return flag(first === null)
    case 'is true':
      return flag(isTrue(first) === true)
    case 'is false':
      return flag(isTrue(first) === false)
    case 'xor': {
      const [a, b] = [isTrue(first), isTrue(second)]
      return a === null || b === null ? null : flag(a !== b)
    }
    case 'between': {
      const [low, high] = [order(first, second), order(first, third)]
      return low === null || high === null ? null : flag(low >= 0 && high <= 0)
    }
    case 'in': {
      const orders = values.slice(1).map((value) => order(first, value))
      return orders.includes(0) ? 1n : orders.includes(null) ? null : 0n
    }
  }
  const known = functions[name]
  if (!known) throw new NotKnown()
  const result = known(values, collation)
  if (result === undefined) throw new NotKnown()
  return result
}

/** AND by three values; with `negated`, AND of the opposites. */
function all(parts: readonly Expression[], row: Row, negated = false): Operand {
  let result: Operand = 1n
  for (const part of parts) {
    const value = isTrue(evaluate(part, row))
    const truth = negated && value !== null ? !value : value
    if (truth === false) return 0n
    if (truth === null) result = null
  }
  return result
}

function chosen(parts: readonly Expression[], row: Row): Operand {
  for (let at = 0; at + 1 < parts.length; at += 2)
    if (isTrue(evaluate(parts[at]!, row))) return evaluate(parts[at + 1]!, row)
  return parts.length % 2 === 1 ? evaluate(parts.at(-1)!, row) : null
}

function negate(value: Operand): Operand {
  const truth = isTrue(value)
  return truth === null ? null : flag(!truth)
}

function isTrue(value: Operand): boolean | null {
  return value === null ? null : typeof value === 'object' || toNumber(value) !== 0
}

function flag(truth: boolean): bigint {
  return truth ? 1n : 0n
}

/** The collation that is named, else that of the first text column in sight. */
function collationOf(parts: readonly Expression[], row: Row): string | null {
  for (const part of parts) if (part.kind === 'collate') return part.collation
  for (const part of parts) {
    const column = part.kind === 'column' ? row.byName.get(part.name.toLowerCase()) : undefined
    const found = part.kind === 'call' ? collationOf(part.parts, row) : column?.collation
    if (found) return found
  }
  return null
}
