/** What a CHECK says, as far as nightmask understands it. */
export type Expression =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number | bigint | null }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'collate'; readonly of: Expression; readonly collation: string }

/** Names of operators in `call`: SQL's own words and signs, in lower case, such as `and`, `<=`, `in`, `is null`, `char_length`. */
export function call(name: string, ...parts: readonly Expression[]): Expression {
  return { kind: 'call', name, parts }
}

/** Names of the columns that an expression reads. */
export function columnsOf(expression: Expression): ReadonlySet<string> {
  if (expression.kind === 'column') return new Set([expression.name])
  if (expression.kind === 'literal') return new Set()
  const parts = expression.kind === 'call' ? expression.parts : [expression.of]
  return new Set(parts.flatMap((part) => [...columnsOf(part)]))
}

/** The parts that all have to hold: `a AND b AND c` as three. */
export function conjuncts(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'call') return [expression]
  const { name, parts } = expression
  if (name === 'and') return parts.flatMap(conjuncts)
  if (name === 'not' && parts[0]?.kind === 'call' && parts[0].name === 'or')
    return parts[0].parts.flatMap((part) => conjuncts(call('not', part)))
  return [expression]
}
