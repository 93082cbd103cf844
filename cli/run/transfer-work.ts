import type { Plan, TablePlan } from '../../shared/policy/plan.ts'
import { isCompared } from '../../shared/policy/refresh.ts'
import { isSecondaryKey, splitCreateTable } from '../../shared/schema/create-table.ts'
import { hasCounter, isMadeWhole } from '../../shared/schema/made-whole.ts'
import { type Pack, packsOf } from '../../shared/schema/packs.ts'
import type { Table } from '../../shared/schema/schema.ts'
import { asksExclusions } from '../../shared/verification/own-fakes.ts'

export type TransferTask =
  | { readonly kind: 'read'; readonly chunks: Pack }
  | { readonly kind: 'load'; readonly chunks: Pack }
  | { readonly kind: 'indexes'; readonly table: string }

/** What is to be done of one table, or of the small tables of one pack. */
interface TableWork {
  readonly unread: Pack[]
  /** Whether its masks need nothing that was made of the survey. */
  readonly isFree: boolean
  reading: number
  /** Read, masked and stored. */
  readonly masked: Pack[]
  loading: number
  /** Tables whose keys follow their rows; the others are made with them, or have no rows to come. */
  readonly unbuilt: string[]
  building: number
}

/**
 * What a transfer has left to do, in the order that keeps every core busy. The table whose indexes take longest comes first: one
 * thread of the server builds them, and should do so beside the loads of the others. Loading goes before reading, but one table
 * is loaded by one stream as long as anything else is to do: MariaDB lets one LOAD DATA at a time into a table with
 * AUTO_INCREMENT (innodb_autoinc_lock_mode 1), and a second one would wait.
 */
export class TransferWork {
  #work: readonly TableWork[]
  readonly #byTable = new Map<string, TableWork>()

  /** `masked`: every chunk is read and stored already. */
  constructor(plan: Pick<Plan, 'chunks' | 'tables' | 'schema' | 'refresh'>, masked: boolean) {
    const described = new Map(plan.schema.tables.map((table) => [table.name, table]))
    const planned = new Map(plan.tables.map((table) => [table.table, table]))
    const weighed = [...Map.groupBy(packsOf(plan.chunks), ([{ table }]) => table).values()].map((packs) => {
      const names = new Set(packs.flat().map(({ table }) => table))
      const tables = [...names].map((name) => weigh(plan, planned.get(name)!, described.get(name)))
      const sum = (of: (table: (typeof tables)[number]) => number) =>
        tables.reduce((total, table) => total + of(table), 0)
      const inOrder = packs.sort(([a], [b]) => a.n - b.n)
      const work: TableWork = {
        unread: masked ? [] : inOrder,
        isFree: tables.every(({ isFree }) => isFree),
        reading: 0,
        masked: masked ? inOrder : [],
        loading: 0,
        unbuilt: tables.flatMap(({ name, isBuilt }) => (isBuilt ? [] : [name])),
        building: 0,
      }
      for (const name of names) this.#byTable.set(name, work)
      return { work, indexing: sum(({ indexing }) => indexing), bytes: sum(({ bytes }) => bytes) }
    })
    this.#work = weighed.sort((a, b) => b.indexing - a.indexing || b.bytes - a.bytes).map(({ work }) => work)
  }

  get isRead(): boolean {
    return this.#work.every(({ unread, reading }) => unread.length === 0 && reading === 0)
  }

  get isDone(): boolean {
    return this.#work.every(isDone)
  }

  /** The next task, null when there is none before something else has ended. `mayLoad`: the tables are made. `mayMask`: what was surveyed is at hand. */
  take(mayRead: boolean, mayLoad = true, mayMask = true): TransferTask | null {
    if (!mayLoad) return mayRead ? this.#takeRead(mayMask) : null
    return (
      this.#takeIndexes() ??
      this.#takeLoad(({ loading }) => loading === 0) ??
      (mayRead ? this.#takeRead(mayMask) : null) ??
      this.#takeLoad(() => true)
    )
  }

  finish(task: TransferTask): void {
    const work = this.#byTable.get(task.kind === 'indexes' ? task.table : task.chunks[0].table)!
    if (task.kind === 'indexes') work.building--
    else if (task.kind === 'load') work.loading--
    else {
      work.reading--
      work.masked.push(task.chunks)
    }
    // Of thousands of tables those that are done need not be looked at each time.
    if (isDone(work)) this.#work = this.#work.filter((other) => other !== work)
  }

  #takeIndexes(): TransferTask | null {
    const work = this.#work.find((candidate) => candidate.unbuilt.length > 0 && isLoaded(candidate))
    if (!work) return null
    work.building++
    return { kind: 'indexes', table: work.unbuilt.shift()! }
  }

  #takeLoad(from: (work: TableWork) => boolean): TransferTask | null {
    const work = this.#work.find((candidate) => candidate.masked.length > 0 && from(candidate))
    if (!work) return null
    work.loading++
    return { kind: 'load', chunks: work.masked.shift()! }
  }

  #takeRead(mayMask: boolean): TransferTask | null {
    const work = this.#work.find(({ unread, isFree }) => unread.length > 0 && (mayMask || isFree))
    if (!work) return null
    work.reading++
    return { kind: 'read', chunks: work.unread.shift()! }
  }
}

/** What a table's indexes take once its rows are there, and its size. */
function weigh(plan: Pick<Plan, 'refresh'>, tablePlan: TablePlan, made: Table | undefined) {
  const { table: name, rowsEstimate, bytesEstimate } = tablePlan
  const isFree = !asksExclusions(tablePlan)
  const compared = isCompared(plan, name)
  const isBuilt = made !== undefined && (compared ? !hasCounter(made) : isMadeWhole(made))
  if (isBuilt || compared) return { name, isFree, isBuilt, indexing: 0, bytes: bytesEstimate }
  const keys = splitCreateTable(made?.createSql ?? '').definitions.filter(isSecondaryKey).length
  return { name, isFree, isBuilt, indexing: rowsEstimate * keys, bytes: bytesEstimate }
}

function isLoaded({ unread, reading, masked, loading }: TableWork): boolean {
  return unread.length + reading + masked.length + loading === 0
}

function isDone(work: TableWork): boolean {
  return isLoaded(work) && work.unbuilt.length + work.building === 0
}
