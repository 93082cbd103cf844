import type { Table } from '../schema.ts'
import { type CellOf, compileCheck } from './compile.ts'
import { columnsOf, conjuncts, type Expression } from './expression.ts'
import { lexemesOf } from './lexemes.ts'
import { parseExpression } from './parse-expression.ts'

/** One thing that has to hold for every row of a table: a CHECK, or one of the parts that it joins with AND. */
export interface Constraint {
  readonly check: string
  /** The whole CHECK as SQL, for the server to judge. */
  readonly sql: string
  /** Null when we do not understand the CHECK. */
  readonly expression: Expression | null
  /** Columns that it reads, as the table spells them. */
  readonly columns: readonly string[]
  /** Whether a row passes; `unknown` where only the server can tell. */
  verdict(cellOf: CellOf): boolean | 'unknown'
}

export function constraintsOf(table: Table): readonly Constraint[] {
  return table.checks.flatMap(({ name, expression: sql }): Constraint[] => {
    const parsed = parseExpression(sql)
    if (!parsed)
      return [{ check: name, sql, expression: null, columns: spelled(table, wordsOf(sql)), verdict: () => 'unknown' }]
    return conjuncts(parsed).map((part) => ({
      check: name,
      sql,
      expression: part,
      columns: spelled(table, columnsOf(part)),
      verdict: compileCheck(part, table.columns),
    }))
  })
}

function wordsOf(sql: string): ReadonlySet<string> {
  const lexemes = lexemesOf(sql)
  const quoted = [...sql.matchAll(/`((?:[^`]|``)*)`/g)].map(([, name]) => name!.replaceAll('``', '`'))
  const words = lexemes?.flatMap(({ kind, text }) => (kind === 'name' || kind === 'word' ? [text] : [])) ?? []
  return new Set([...quoted, ...words])
}

function spelled(table: Table, names: ReadonlySet<string>): string[] {
  const lower = new Set([...names].map((name) => name.toLowerCase()))
  return table.columns.filter(({ name }) => lower.has(name.toLowerCase())).map(({ name }) => name)
}
