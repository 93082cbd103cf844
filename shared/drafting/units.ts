import { type ColumnRef, groupReferences, idOf, referencesOf } from '../policy/resolving/reference-groups.ts'
import { type Schema, storedColumns } from '../schema/schema.ts'

/** Columns that are decided together, because foreign keys join them, and those of them that the policy has to name. */
export interface Unit {
  readonly members: readonly ColumnRef[]
  readonly listed: readonly ColumnRef[]
}

/** All stored columns of a schema. */
export function unitsOf(schema: Schema): Unit[] {
  const isThere = ({ table, column }: ColumnRef) =>
    schema.tables.some(({ name, columns }) => name === table && columns.some((known) => known.name === column))
  const joined = groupReferences(referencesOf(schema).filter(({ to }) => isThere(to)))
  const inGroups = new Set(joined.flatMap(({ members }) => members.map(idOf)))
  const alone = schema.tables
    .flatMap((table) => storedColumns(table).map(({ name }) => ({ table: table.name, column: name })))
    .filter((ref) => !inGroups.has(idOf(ref)))
  return [
    ...joined.map(({ roots, members }) => ({
      members: [...roots, ...members.filter((ref) => !roots.includes(ref))],
      listed: roots.length > 0 ? roots : members.slice(0, 1),
    })),
    ...alone.map((ref) => ({ members: [ref], listed: [ref] })),
  ]
}
