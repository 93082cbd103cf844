import type { Column } from '../schema.ts'
import type { Expression } from './expression.ts'
import { functions } from './functions.ts'
import { compare, flag, hasOrder, isTrue, type Operand, operandOf } from './operand.ts'

/** The cells of a row by column name, as the table spells it; undefined where nothing is known of one. */
export type CellOf = (column: string) => string | null | undefined

/**
 * How a CHECK judges rows: true also where it is NULL, as SQL says. `unknown` where it turns on a cell that is, or on something that
 * we do not know: then only the server can tell.
 */
export function compileCheck(
  expression: Expression,
  columns: readonly Column[],
): (cellOf: CellOf) => boolean | 'unknown' {
  const value = compile(expression, byLowerName(columns))
  return (cellOf) => {
    const truth = truthOf(value(cellOf))
    return truth === unknown ? 'unknown' : truth !== false
  }
}

/** The value of an expression, for columns that a CHECK says are equal to it; undefined where it is unknown. */
export function compileValue(
  expression: Expression,
  columns: readonly Column[],
): (cellOf: CellOf) => Operand | undefined {
  const value = compile(expression, byLowerName(columns))
  return (cellOf) => {
    const result = value(cellOf)
    return result === unknown ? undefined : result
  }
}

const unknown = Symbol('unknown')
type Value = Operand | typeof unknown
type Node = (cellOf: CellOf) => Value
type Columns = ReadonlyMap<string, Column>

function byLowerName(columns: readonly Column[]): Columns {
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]))
}

function compile(expression: Expression, columns: Columns): Node {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value
    case 'collate':
      return compile(expression.of, columns)
    case 'column':
      return compileColumn(columns.get(expression.name.toLowerCase()))
    case 'call':
      return compileCall(expression.name, expression.parts, columns)
  }
}

function compileColumn(column: Column | undefined): Node {
  if (!column || column.generated) return () => unknown
  return (cellOf) => {
    const cell = cellOf(column.name)
    return cell === undefined ? unknown : operandOf(cell, column)
  }
}

function compileCall(name: string, parts: readonly Expression[], columns: Columns): Node {
  const nodes = parts.map((part) => compile(part, columns))
  const [first = () => unknown, second = () => unknown, third = () => unknown] = nodes
  const collation = collationOf(parts, columns)
  const compared = (operator: string, left: Node, right: Node) => comparison(operator, left, right, collation)
  if (Object.hasOwn(comparisons, name)) return compared(name, first, second)
  switch (name) {
    case 'and':
      return every(nodes, false)
    case 'or':
      return every(nodes, true)
    case 'not':
      return (cellOf) => negate(truthOf(first(cellOf)))
    case 'between':
      return every([compared('>=', first, second), compared('<=', first, third)], false)
    case 'in': {
      const hits = nodes.slice(1).map((item) => compared('=', first, item))
      return every(hits, true)
    }
    case 'case':
      return (cellOf) => chosen(nodes, cellOf)
    default:
      return called(Object.hasOwn(functions, name) ? functions[name] : undefined, nodes, collation)
  }
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

function comparison(operator: string, left: Node, right: Node, collation: string | null): Node {
  const holds = comparisons[operator]!
  const isOrder = operator !== '=' && operator !== '<>'
  return (cellOf) => {
    const a = left(cellOf)
    const b = right(cellOf)
    if (a === unknown || b === unknown) return unknown
    const order = compare(a, b, collation)
    if (order === null) return null
    return isOrder && order !== 0 && !hasOrder(a, b, collation) ? unknown : flag(holds(order))
  }
}

/** AND, or OR where true decides. What one part decides needs no other: SQL's three values and `unknown`. */
function every(nodes: readonly Node[], decisive: boolean): Node {
  return (cellOf) => {
    let result: Value = flag(!decisive)
    for (const node of nodes) {
      const truth = truthOf(node(cellOf))
      if (truth === decisive) return flag(decisive)
      if (truth === unknown) result = unknown
      else if (truth === null && result !== unknown) result = null
    }
    return result
  }
}

function negate(truth: ReturnType<typeof truthOf>): Value {
  return truth === null || truth === unknown ? truth : flag(!truth)
}

function chosen(nodes: readonly Node[], cellOf: CellOf): Value {
  for (let at = 0; at + 1 < nodes.length; at += 2) {
    const truth = truthOf(nodes[at]!(cellOf))
    if (truth === unknown) return unknown
    if (truth) return nodes[at + 1]!(cellOf)
  }
  return nodes.length % 2 === 1 ? nodes.at(-1)!(cellOf) : null
}

function called(known: (typeof functions)[string] | undefined, nodes: readonly Node[], collation: string | null): Node {
  if (!known) return () => unknown
  return (cellOf) => {
    const values: Operand[] = []
    for (const node of nodes) {
      const value = node(cellOf)
      if (value === unknown) return unknown
      values.push(value)
    }
    const result = known(values, collation)
    return result === undefined ? unknown : result
  }
}

function truthOf(value: Value): boolean | null | typeof unknown {
  return value === unknown ? unknown : isTrue(value)
}

/** The collation that is named, else that of the first text column in sight. */
function collationOf(parts: readonly Expression[], columns: Columns): string | null {
  for (const part of parts) if (part.kind === 'collate') return part.collation
  for (const part of parts) {
    const column = part.kind === 'column' ? columns.get(part.name.toLowerCase()) : undefined
    const found = part.kind === 'call' ? collationOf(part.parts, columns) : column?.collation
    if (found) return found
  }
  return null
}
