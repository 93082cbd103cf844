import type { PersonalKind } from '../../shared/policy/detection/finding.ts'
import { type Lists, rowSql } from './row-patterns.ts'

/** What is right for a column that holds data, and why. */
export interface Label {
  readonly table: string
  readonly column: string
  /** `null` is harmless. */
  readonly kind: PersonalKind | null
  readonly reason: string
}

/** A schema with labels and rows, as a file of `schemas/` describes it. */
export interface LabelledSchema {
  /** What it resembles and in which language, from the file's first line. */
  readonly about: string
  readonly language: string
  readonly labels: readonly Label[]
  /** Statements that make its tables and fill them, in order. */
  readonly statements: readonly string[]
}

interface LabelledTable {
  readonly name: string
  readonly rows: number
  readonly ddl: string[]
  readonly columns: (Label & { readonly pattern: string })[]
}

/**
 * Reads a file of `schemas/`: SQL whose comments say the rest.
 * `-- en: a shop` first; `-- list town: Ashby | Corby`; `CREATE TABLE t ( -- 30 rows`; and behind a column that holds data
 * `-- harmless: why ~ pattern` or `-- email: why ~ pattern` (patterns: see row-patterns.ts).
 */
export function readLabelledSchema(text: string): LabelledSchema {
  const lines = text.split('\n')
  const [, language = '', about = ''] = /^-- ([^:]+): (.+)$/.exec(lines[0] ?? '') ?? []
  const lists: Lists = new Map(
    lines.flatMap((line): [string, string[]][] => {
      const [, name, items] = /^-- list (\w+): (.+)$/.exec(line) ?? []
      return name && items ? [[name, items.split(' | ')]] : []
    }),
  )
  const tables: LabelledTable[] = []
  for (const line of lines) addLine(tables, line)
  return {
    about,
    language,
    labels: tables.flatMap(({ columns }) =>
      columns.map(({ table, column, kind, reason }) => ({ table, column, kind, reason })),
    ),
    statements: tables.flatMap((table) => [table.ddl.join('\n'), ...fill(table, lists)]),
  }
}

function addLine(tables: LabelledTable[], line: string): void {
  const [, name, rows] = /^CREATE TABLE (\w+) \( -- (\d+) rows/.exec(line) ?? []
  if (name) tables.push({ name, rows: Number(rows), ddl: [`CREATE TABLE \`${name}\` (`], columns: [] })
  const table = tables.at(-1)
  if (!table || name || line.trim() === '' || line.startsWith('--')) return
  const [sql = '', comment] = line.split(' -- ', 2)
  table.ddl.push(sql)
  if (comment === undefined) return
  const [, column] = /^\s*`?(\w+)`?/.exec(sql) ?? []
  const [, kind, reason, pattern] = /^(\w+): (.+?) ~ (.*)$/.exec(line.slice(line.indexOf(' -- ') + 4)) ?? []
  if (!column || !kind || !reason || pattern === undefined) throw new Error(`this line has no label: ${line}`)
  table.columns.push({
    table: table.name,
    column,
    kind: kind === 'harmless' ? null : (kind as PersonalKind),
    reason,
    pattern,
  })
}

function fill({ name, rows, columns }: LabelledTable, lists: Lists): string[] {
  if (rows === 0 || columns.length === 0) return []
  const values = Array.from({ length: rows }, (_, at) => `(${rowSql(name, at + 1, columns, lists)})`)
  return [
    `INSERT INTO \`${name}\` (${columns.map(({ column }) => `\`${column}\``).join(', ')}) VALUES ${values.join(', ')}`,
  ]
}
