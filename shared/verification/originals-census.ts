import type { Originals } from '../masking/digests/originals.ts'
import type { IndexedColumn } from './scan.ts'

/** So many cells for each value, and the value is what many share: a gender, a country, a yes or no. */
const manyCells = 10

/** How often each column's values occur: what is to be known of all originals before the first is indexed. */
export class OriginalsCensus {
  values: number
  openers: number
  readonly #totals: Map<string, { cells: number; values: number; contacts?: number }>
  readonly #read: Map<string, number>
  readonly #columns: Map<string, Described>
  /** By class (forms/forms-recorder.ts), how many numbers are searched for. */
  readonly numbers: Map<number, number>
  /** By place, real values that fakes of the column hold. */
  readonly drawn: Map<string, number>

  constructor(counted: CensusCounts = nothing) {
    this.values = counted.values
    this.openers = counted.openers
    this.#totals = new Map(counted.totals.map(([id, total]) => [id, { ...total }]))
    this.#read = new Map(counted.read)
    this.#columns = new Map(counted.columns)
    this.drawn = new Map(counted.drawn)
    this.numbers = new Map(counted.numbers)
  }

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const { table, column, branch, kind, read, cells, digests, openers, drawn } = entry
      const place = placeOf(entry)
      if (drawn) this.drawn.set(place, (this.drawn.get(place) ?? 0) + drawn.length / 2)
      this.values += digests.length / 2
      this.openers += openers.length / 2
      if (entry.form) {
        for (const [id, count] of Object.entries(entry.numbers ?? {}))
          this.numbers.set(Number(id), (this.numbers.get(Number(id)) ?? 0) + count)
        continue
      }
      const id = sourceOf(entry)
      const total = this.#totals.get(id) ?? { cells: 0, values: 0 }
      total.cells += cells
      total.values += digests.length / 2
      if (entry.contacts) total.contacts = (total.contacts ?? 0) + entry.contacts
      this.#totals.set(id, total)
      this.#read.set(place, (this.#read.get(place) ?? 0) + read)
      this.#columns.set(JSON.stringify([id, kind]), {
        table,
        column,
        kind,
        ...(branch === undefined ? {} : { branch }),
      })
    }
  }

  /**
   * Values that many rows share identify nobody, whatever the rule of their column says; names are told apart by their pool. Addresses and
   * phone numbers are somebody's, however many rows share one.
   */
  kindOf(entry: Described): IndexedColumn['kind'] {
    const { kind } = entry
    const { cells, values, contacts = 0 } = this.#totals.get(sourceOf(entry)) ?? { cells: 0, values: 1 }
    if (entry.form || 2 * contacts >= values) return kind
    return (kind === 'identifying' || kind === 'text') && cells >= manyCells * values ? 'common' : kind
  }

  /** Cells of the column that were read, NULLs apart. */
  readOf(table: string, column: string): number {
    return this.#read.get(placeOf({ table, column })) ?? 0
  }

  counts(): CensusCounts {
    const [totals, read, columns, drawn] = [[...this.#totals], [...this.#read], [...this.#columns], [...this.drawn]]
    return { values: this.values, openers: this.openers, totals, read, columns, drawn, numbers: [...this.numbers] }
  }

  columns(): IndexedColumn[] {
    return [...this.#columns.values()].map((column) => ({ place: placeOf(column), kind: this.kindOf(column) }))
  }
}

/** A census as JSON, to be gone on with elsewhere. */
export interface CensusCounts {
  readonly values: number
  readonly openers: number
  readonly totals: readonly (readonly [string, { readonly cells: number; readonly values: number }])[]
  readonly read: readonly (readonly [string, number])[]
  readonly columns: readonly (readonly [string, Described])[]
  readonly drawn: readonly (readonly [string, number])[]
  readonly numbers: readonly (readonly [number, number])[]
}

const nothing: CensusCounts = { values: 0, openers: 0, totals: [], read: [], columns: [], drawn: [], numbers: [] }

type Described = Pick<Originals, 'table' | 'column' | 'branch' | 'kind' | 'form'>

/** What is counted together: a column, or one branch of a rule by row. A flag that all rows share must not make addresses beside it common. */
function sourceOf({ table, column, branch }: Described): string {
  return JSON.stringify([table, column, branch])
}

export function placeOf({ table, column }: Pick<Originals, 'table' | 'column'>): string {
  return `${table}.${column}`
}
