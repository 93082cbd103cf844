import type { Schema, Table } from '../../schema/schema.ts'
import { didYouMean, type Problem } from '../file/problems.ts'
import type { Policy, TablePolicy } from '../rule.ts'

/** Tables and columns of the policy that the schema does not have, or that no rule can reach. */
export function checkNames(schema: Schema, policy: Policy): Problem[] {
  const tables = new Map(schema.tables.map((table) => [table.name, table]))
  return [
    ...Object.entries(policy.tables).flatMap(([name, entry]) => checkTable(schema, tables.get(name), name, entry)),
    ...Object.entries(policy.withoutSnapshot).flatMap(([table, { line }]) =>
      tables.has(table) ? [] : [{ line, text: `without_snapshot: ${unknownTable(schema, table)}` }],
    ),
  ]
}

function checkTable(schema: Schema, table: Table | undefined, name: string, entry: TablePolicy): Problem[] {
  if (!table) return [{ line: entry.line, text: unknownTable(schema, name) }]
  if (entry.rows === 'skip') return []
  const known = table.columns.map((column) => column.name)
  return Object.entries(entry.columns).flatMap(([key, { line }]) => {
    const column = table.columns.find((candidate) => candidate.name === key)
    if (!column) return [{ line, text: `${name} has no column ${key}${didYouMean(key, known)}` }]
    if (!column.generated) return []
    return [
      { line, text: `${name}.${key} is generated: the server derives it from masked values, so it takes no rule` },
    ]
  })
}

function unknownTable(schema: Schema, name: string): string {
  const isView = schema.programs.some((program) => program.type === 'view' && program.name === name)
  if (isView) return `${name} is a view: it shows what its tables hold, so it takes no rules`
  return `there is no table ${name}${didYouMean(
    name,
    schema.tables.map((table) => table.name),
  )}`
}
