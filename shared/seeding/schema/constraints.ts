import { splitCreateTable } from '../../schema/create-table.ts'
import type { ServerFamily, Table } from '../../schema/schema.ts'
import { unquoteName } from '../../schema/tokens.ts'
import { columnsOf, conjuncts, type Expression } from './expression.ts'
import { lexemesOf } from './expression-lexer.ts'
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
}

export function constraintsOf(table: Table, family: ServerFamily): readonly Constraint[] {
  const written = family === 'mysql' ? checksIn(table.createSql) : new Map<string, string>()
  return table.checks.flatMap(({ name, expression }): Constraint[] => {
    const sql = written.get(name) ?? expression
    const parsed = parseExpression(sql)
    if (!parsed) return [{ check: name, sql, expression: null, columns: spelled(table, wordsOf(sql)) }]
    return conjuncts(parsed).map((part) => ({
      check: name,
      sql,
      expression: part,
      columns: spelled(table, columnsOf(part)),
    }))
  })
}

/** By name. MySQL's information_schema escapes the text of a CHECK once more, and spoils what is not ASCII in it. */
function checksIn(createSql: string): ReadonlyMap<string, string> {
  const checks = splitCreateTable(createSql).definitions.filter(({ kind }) => kind === 'check')
  return new Map(
    checks.flatMap(({ text }): [string, string][] => {
      const [, name, sql] = /^CONSTRAINT (`(?:[^`]|``)*`) CHECK \(([\s\S]*)\)/.exec(text) ?? []
      return name === undefined || sql === undefined ? [] : [[unquoteName(name), sql]]
    }),
  )
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
