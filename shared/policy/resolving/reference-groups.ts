import type { ForeignKey, Schema, Table } from '../../schema/schema.ts'

/** Columns that have to be masked alike because foreign keys join them: `roots` are the keys, the others reference them. */
export interface ReferenceGroup {
  /** `table.column` pairs that reference nothing of this group; empty in a cycle without an end. */
  readonly roots: readonly ColumnRef[]
  readonly members: readonly ColumnRef[]
}

export interface ColumnRef {
  readonly table: string
  readonly column: string
}

export interface Reference {
  readonly from: ColumnRef
  readonly to: ColumnRef
  readonly key: ForeignKey
}

/** Every column of a foreign key with the column it references, within this database. Self references too. */
export function referencesOf(schema: Schema): Reference[] {
  return schema.tables.flatMap((table) =>
    table.foreignKeys
      .filter(({ referencedDatabase }) => referencedDatabase === null)
      .flatMap((key) =>
        key.columns.map((column, at) => ({
          key,
          from: { table: table.name, column },
          to: target(schema, table, key, at),
        })),
      ),
  )
}

/** The groups that references join, over chains, cycles and several keys on one column. */
export function groupReferences(references: readonly Reference[]): ReferenceGroup[] {
  const parents = new Map<string, string>()
  const find = (id: string): string => {
    const parent = parents.get(id)
    return parent === undefined || parent === id ? id : find(parent)
  }
  const refs = new Map<string, ColumnRef>()
  for (const { from, to } of references) {
    for (const ref of [from, to]) refs.set(idOf(ref), ref)
    parents.set(find(idOf(from)), find(idOf(to)))
  }
  const referencing = new Set(
    references.filter(({ from, to }) => idOf(from) !== idOf(to)).map(({ from }) => idOf(from)),
  )
  return [...Map.groupBy(refs.values(), (ref) => find(idOf(ref))).values()].map((members) => ({
    members,
    roots: members.filter((ref) => !referencing.has(idOf(ref))),
  }))
}

/** One text for a column: names may hold dots. */
export function idOf({ table, column }: ColumnRef): string {
  return JSON.stringify([table, column])
}

function target(schema: Schema, { name }: Table, key: ForeignKey, at: number): ColumnRef {
  const table = named(schema.tables, key.referencedTable)
  const column = named(table?.columns ?? [], key.referencedColumns[at] ?? '')
  return {
    table: table?.name ?? (key.referencedTable || name),
    column: column?.name ?? key.referencedColumns[at] ?? '',
  }
}

// On some servers information_schema folds the names of what is referenced.
function named<Item extends { readonly name: string }>(items: readonly Item[], name: string): Item | undefined {
  const folded = name.toLowerCase()
  return items.find((item) => item.name === name) ?? items.find((item) => item.name.toLowerCase() === folded)
}
