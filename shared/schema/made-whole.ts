import { splitCreateTable } from './create-table.ts'
import type { ForeignKey, Table } from './schema.ts'

const fewRows = 10_000
const fewBytes = 2 * 2 ** 20

/**
 * Whether a table is made with all its keys at once. Indexes after rows are faster where there are many rows; where there are few, an ALTER
 * takes longer than the rows do. Servers estimate: an old estimate costs time, no more.
 */
export function isMadeWhole({ rowsEstimate, bytesEstimate, createSql }: Table): boolean {
  return rowsEstimate <= fewRows && bytesEstimate <= fewBytes && !hasFulltext(createSql)
}

// InnoDB adds these one at a time, and is slow to fill what has one.
function hasFulltext(createSql: string): boolean {
  return (
    createSql.includes('FULLTEXT') && splitCreateTable(createSql).definitions.some(({ kind }) => kind === 'fulltext')
  )
}

/** Whether the server counts its rows' keys, so that the counter is part of what the table is. */
export function hasCounter({ columns }: Pick<Table, 'columns'>): boolean {
  return columns.some(({ autoIncrement }) => autoIncrement)
}

export interface MadeTable {
  readonly table: Table
  /** The foreign keys that it is made with, by name; null where its secondary keys follow its rows, and its foreign keys those. */
  readonly foreignKeys: ReadonlySet<string> | null
}

/**
 * Tables in the order in which they are made, what they refer to first. A foreign key is made with its table where both tables are made
 * whole and the other one is there by then; the rest, such as those of a circle, come when every row is there.
 */
export function makingOrder(tables: readonly Table[]): MadeTable[] {
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]))
  for (const table of tables) byName.set(table.name, table)
  const seen = new Set<Table>()
  const made = new Map<Table, MadeTable>()
  const parentOf = ({ referencedDatabase, referencedTable }: ForeignKey) =>
    referencedDatabase === null ? (byName.get(referencedTable) ?? byName.get(referencedTable.toLowerCase())) : undefined
  const visit = (table: Table) => {
    if (seen.has(table)) return
    seen.add(table)
    const parents = table.foreignKeys.map((key) => ({ key, parent: parentOf(key) }))
    for (const { parent } of parents) if (parent) visit(parent)
    const isThere = (parent: Table | undefined) =>
      parent !== undefined && (parent === table || (made.get(parent)?.foreignKeys ?? null) !== null)
    const atOnce = parents.filter(({ parent }) => isThere(parent)).map(({ key }) => key.name)
    made.set(table, { table, foreignKeys: isMadeWhole(table) ? new Set(atOnce) : null })
  }
  for (const table of tables) visit(table)
  return [...made.values()]
}
