import type { Table } from '../../schema/schema.ts'

/** Whether the server takes nothing but JSON in the column: by its type, or on MariaDB by the CHECK that makes such a type. */
export function holdsJsonOnly(table: Table, column: string): boolean {
  const { kind } = table.columns.find(({ name }) => name === column)!
  return kind === 'json' || table.checks.some(({ expression }) => jsonCheck.exec(expression)?.[1] === column)
}

const jsonCheck = /^\s*\(?\s*json_valid\s*\(\s*`?([^`()]*)`?\s*\)\s*\)?\s*$/i
