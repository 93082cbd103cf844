import { quoteText } from '../../../schema/quote.ts'
import type { ServerFamily } from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'

/** The usable indexes of a database: by which columns rows are found without reading the table. */
export class Indexes {
  readonly #byTable: ReadonlyMap<string, readonly Index[]>

  constructor(byTable: ReadonlyMap<string, readonly Index[]>) {
    this.#byTable = byTable
  }

  /** Name of an index that begins with these columns in any order, the shortest first, or null. */
  find(table: string, columns: readonly string[]): string | null {
    const wanted = new Set(columns)
    const fitting = (this.#byTable.get(table) ?? []).filter(
      ({ columns: own }) =>
        new Set(own.slice(0, wanted.size)).size === wanted.size &&
        own.slice(0, wanted.size).every((name) => wanted.has(name)),
    )
    return fitting.sort((a, b) => a.columns.length - b.columns.length)[0]?.name ?? null
  }
}

interface Index {
  readonly name: string
  readonly columns: readonly string[]
}

/** Reads the B-tree indexes that the optimiser may use. */
export async function readIndexes(wire: Wire, database: string, family: ServerFamily): Promise<Indexes> {
  const usable = family === 'mysql' ? "is_visible = 'YES'" : "ignored = 'NO'"
  const rows = await wire.query(
    `SELECT table_name, index_name, column_name FROM information_schema.statistics
     WHERE table_schema = ${quoteText(database)} AND index_type = 'BTREE' AND ${usable} ORDER BY table_name, index_name, seq_in_index`,
  )
  const byTable = new Map<string, { name: string; columns: string[] }[]>()
  for (const [table, name, column] of rows) {
    const indexes = byTable.get(table!) ?? []
    byTable.set(table!, indexes)
    const last = indexes.at(-1)
    // A key part that is an expression has no column, and no name is empty.
    if (last?.name === name) last?.columns.push(column ?? '')
    else indexes.push({ name: name!, columns: [column ?? ''] })
  }
  return new Indexes(byTable)
}
