import { didYouMean, type Problem, refuseProblems } from '../../policy/file/problems.ts'
import type { OwnCase, OwnReference, OwnRow, OwnValues } from '../../policy/own-case.ts'
import type { Schema, Table } from '../../schema/schema.ts'

/**
 * Throws UsageError with every table and column of the own cases that the schema does not have, and with those that take no value.
 * `filled` are the tables that are copied and not staging's own.
 */
export function refuseCases(cases: readonly OwnCase[], schema: Schema, filled: ReadonlySet<string>): void {
  const rows = cases.flatMap((own) => [own, ...own.rows])
  const tableOf = new Map<string, string>()
  for (const { name, table } of rows) if (name !== undefined) tableOf.set(name, table)
  const problems = rows.flatMap((row) => problemsOf(row, schema, filled, tableOf))
  refuseProblems(cases[0]?.place?.file ?? 'nightmask.yaml', problems)
}

function problemsOf(
  { table: name, values, place }: OwnRow,
  { tables }: Schema,
  filled: ReadonlySet<string>,
  tableOf: ReadonlyMap<string, string>,
): Problem[] {
  const table = tables.find((candidate) => candidate.name === name)
  const line = place?.line ?? null
  if (!table) return [{ line, text: unknownTable(name, tables) }]
  if (!filled.has(name))
    return [{ line, text: `${name} takes no edge case: the policy leaves it empty or staging keeps its own` }]
  return Object.entries(values).flatMap(([column, value]) =>
    valueProblems(table, column, value, tables, tableOf).map((text) => ({ line: place?.lines[column] ?? line, text })),
  )
}

function valueProblems(
  table: Table,
  column: string,
  value: OwnValues[string],
  tables: readonly Table[],
  tableOf: ReadonlyMap<string, string>,
): string[] {
  const found = table.columns.find(({ name }) => name === column)
  if (!found) return [unknownColumn(table, column)]
  if (found.generated) return [`${table.name}.${column} is generated: the server makes its value`]
  return typeof value === 'object' && value !== null ? referenceProblems(table, column, value, tables, tableOf) : []
}

function referenceProblems(
  table: Table,
  column: string,
  reference: OwnReference,
  tables: readonly Table[],
  tableOf: ReadonlyMap<string, string>,
): string[] {
  const name = 'any' in reference ? reference.any : tableOf.get(reference.row)
  const target = tables.find((candidate) => candidate.name === name)
  // Of a row of the configuration the unknown table is told where it stands.
  if (!target) return 'any' in reference ? [unknownTable(reference.any, tables)] : []
  if (reference.column === undefined)
    return referredColumn(table, column, target) === null
      ? [`${table.name}.${column}: name the \`column\` of ${target.name} that is meant`]
      : []
  const wanted = reference.column
  return target.columns.some(({ name }) => name === wanted) ? [] : [unknownColumn(target, wanted)]
}

/** The column that a reference means where it names none: that of the foreign key, else the only one of the primary key; null for none. */
export function referredColumn({ foreignKeys }: Table, column: string, target: Table): string | null {
  const key = foreignKeys.find(
    ({ columns, referencedTable }) => referencedTable === target.name && columns.includes(column),
  )
  const [only, ...more] = target.primaryKey
  return key?.referencedColumns[key.columns.indexOf(column)] ?? (more.length === 0 ? (only ?? null) : null)
}

function unknownTable(name: string, tables: readonly Table[]): string {
  const known = tables.map((table) => table.name)
  return `there is no table ${name}${didYouMean(name, known)}`
}

function unknownColumn({ name, columns }: Table, column: string): string {
  const known = columns.map((candidate) => candidate.name)
  return `${name} has no column ${column}${didYouMean(column, known)}`
}
