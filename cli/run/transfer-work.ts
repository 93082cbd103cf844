import type { Plan } from '../../shared/policy/plan.ts'
import { isCompared } from '../../shared/policy/refresh.ts'
import type { ChunkRef } from '../../shared/schema/chunk.ts'
import { isSecondaryKey, splitCreateTable } from '../../shared/schema/create-table.ts'
import { hasCounter, isMadeWhole } from '../../shared/schema/made-whole.ts'

export type TransferTask =
  | { readonly kind: 'read'; readonly chunk: ChunkRef }
  | { readonly kind: 'load'; readonly chunk: ChunkRef }
  | { readonly kind: 'indexes'; readonly table: string }

interface TableWork {
  readonly table: string
  readonly unread: ChunkRef[]
  reading: number
  /** Read, masked and stored. */
  readonly masked: ChunkRef[]
  loading: number
  /** `built` from the start: the table is made with its keys, or has no rows to come. */
  indexes: 'due' | 'begun' | 'built'
}

/**
 * What a transfer has left to do, in the order that keeps every core busy. The table whose indexes take longest comes first: one
 * thread of the server builds them, and should do so beside the loads of the others. Loading goes before reading, but one table
 * is loaded by one stream as long as anything else is to do: MariaDB lets one LOAD DATA at a time into a table with
 * AUTO_INCREMENT (innodb_autoinc_lock_mode 1), and a second one would wait.
 */
export class TransferWork {
  #tables: readonly TableWork[]
  readonly #byName: ReadonlyMap<string, TableWork>

  /** `masked`: every chunk is read and stored already. */
  constructor(plan: Pick<Plan, 'chunks' | 'tables' | 'schema' | 'refresh'>, masked: boolean) {
    const { chunks, tables, schema } = plan
    const described = new Map(schema.tables.map((table) => [table.name, table]))
    const chunksOf = Map.groupBy(chunks, ({ table }) => table)
    const work = tables.map(({ table, rowsEstimate, bytesEstimate }) => {
      const all = (chunksOf.get(table) ?? []).sort((a, b) => a.n - b.n)
      const made = described.get(table)
      const compared = isCompared(plan, table)
      const isWhole = made !== undefined && (compared ? !hasCounter(made) : isMadeWhole(made))
      const keys = splitCreateTable(made?.createSql ?? '').definitions.filter(isSecondaryKey).length
      const indexing = isWhole || compared ? 0 : rowsEstimate * keys
      const indexes: TableWork['indexes'] = isWhole || all.length === 0 ? 'built' : 'due'
      return {
        table,
        unread: masked ? [] : all,
        reading: 0,
        masked: masked ? all : [],
        loading: 0,
        indexes,
        indexing,
        bytesEstimate,
      }
    })
    this.#byName = new Map(work.map((entry) => [entry.table, entry]))
    this.#tables = work.sort((a, b) => b.indexing - a.indexing || b.bytesEstimate - a.bytesEstimate)
  }

  get isRead(): boolean {
    return this.#tables.every(({ unread, reading }) => unread.length === 0 && reading === 0)
  }

  get isDone(): boolean {
    return this.#tables.every(isDone)
  }

  /** The next task, null when there is none before another one has ended. `mayLoad`: the tables are made. */
  take(mayRead: boolean, mayLoad = true): TransferTask | null {
    if (!mayLoad) return mayRead ? this.#takeRead() : null
    return (
      this.#takeIndexes() ??
      this.#takeLoad(({ loading }) => loading === 0) ??
      (mayRead ? this.#takeRead() : null) ??
      this.#takeLoad(() => true)
    )
  }

  finish(task: TransferTask): void {
    const name = task.kind === 'indexes' ? task.table : task.chunk.table
    const work = this.#byName.get(name)!
    if (task.kind === 'indexes') work.indexes = 'built'
    else if (task.kind === 'load') work.loading--
    else {
      work.reading--
      work.masked.push(task.chunk)
    }
    // Of thousands of tables those that are done need not be looked at each time.
    if (isDone(work)) this.#tables = this.#tables.filter((other) => other !== work)
  }

  #takeIndexes(): TransferTask | null {
    const work = this.#tables.find((candidate) => candidate.indexes === 'due' && isLoaded(candidate))
    if (!work) return null
    work.indexes = 'begun'
    return { kind: 'indexes', table: work.table }
  }

  #takeLoad(from: (work: TableWork) => boolean): TransferTask | null {
    const work = this.#tables.find((candidate) => candidate.masked.length > 0 && from(candidate))
    if (!work) return null
    work.loading++
    return { kind: 'load', chunk: work.masked.shift()! }
  }

  #takeRead(): TransferTask | null {
    const work = this.#tables.find(({ unread }) => unread.length > 0)
    if (!work) return null
    work.reading++
    return { kind: 'read', chunk: work.unread.shift()! }
  }
}

function isLoaded({ unread, reading, masked, loading }: TableWork): boolean {
  return unread.length + reading + masked.length + loading === 0
}

function isDone(work: TableWork): boolean {
  return isLoaded(work) && work.indexes === 'built'
}
