import { ValueProfile } from '../digests/value-profile.ts'
import { sumOfParts } from '../redact/part-counts.ts'
import {
  type BranchReceipt,
  type ColumnReceipt,
  type InsideReceipt,
  profilesOf,
  type SnapshotReceipt,
} from './receipt.ts'

/** A chunk's receipt without its columns and keys: what is kept of each, however many there are. */
export type ChunkReceipt = Omit<SnapshotReceipt, 'columns' | 'removed'>

/**
 * The receipts of a run as they add up: of each chunk what it says of its rows, and of each masked column one receipt over all chunks. The
 * sketches of 40,000 chunks would be gigabytes, so each is merged as it is read.
 */
export class SnapshotReceipts {
  readonly chunks: ChunkReceipt[] = []
  readonly #byTable = new Map<string, ChunkReceipt[]>()
  /** Of a column with one chunk what that says, which takes a tenth of the room. */
  readonly #columns = new Map<string, ColumnReceipt | ColumnTotal>()

  add({ columns, removed: _, ...chunk }: SnapshotReceipt): void {
    this.chunks.push(chunk)
    const { table } = chunk.chunk
    const others = this.#byTable.get(table)
    if (others) others.push(chunk)
    else this.#byTable.set(table, [chunk])
    for (const receipt of columns) {
      const id = idOf(table, receipt.column)
      const before = this.#columns.get(id)
      if (!before) this.#columns.set(id, receipt)
      else {
        const total = before instanceof ColumnTotal ? before : new ColumnTotal(before)
        total.add(receipt)
        this.#columns.set(id, total)
      }
    }
  }

  /** In the order of their keys. */
  ofTable(table: string): ChunkReceipt[] {
    return [...(this.#byTable.get(table) ?? [])].sort((a, b) => a.chunk.n - b.chunk.n)
  }

  /** What all chunks of the table say of the column, null when none says anything. */
  column(table: string, column: string): ColumnReceipt | null {
    const told = this.#columns.get(idOf(table, column)) ?? null
    return told instanceof ColumnTotal ? told.receipt() : told
  }
}

/** One receipt over several of the same column. */
export class ColumnTotal {
  #counts: Omit<ColumnReceipt, keyof ReturnType<typeof profilesOf>>
  readonly #before: ValueProfile
  readonly #after: ValueProfile

  constructor({ distinctBefore, distinctAfter, before, after, ...counts }: ColumnReceipt) {
    this.#counts = counts
    this.#before = new ValueProfile(distinctBefore, before)
    this.#after = new ValueProfile(distinctAfter, after)
  }

  add(next: ColumnReceipt): void {
    this.#before.merge(next.distinctBefore, next.before)
    this.#after.merge(next.distinctAfter, next.after)
    const sum = this.#counts
    const { branches, inside } = sum
    const parts = sumOfParts(sum.parts, next.parts)
    this.#counts = {
      column: sum.column,
      masked: sum.masked + next.masked,
      nulls: sum.nulls + next.nulls,
      kept: (sum.kept ?? 0) + (next.kept ?? 0),
      redrawn: sum.redrawn + next.redrawn,
      coincided: (sum.coincided ?? 0) + (next.coincided ?? 0),
      unchanged: (sum.unchanged ?? 0) + (next.unchanged ?? 0),
      ...(parts ? { parts } : {}),
      ...(branches ? { branches: branches.map((branch, at) => sumOf(branch, next.branches?.[at])) } : {}),
      ...(inside ? { inside: sumInside(inside, next.inside) } : {}),
    }
  }

  receipt(): ColumnReceipt {
    return { ...this.#counts, ...profilesOf(this.#before, this.#after) }
  }
}

function sumOf(a: BranchReceipt, b: BranchReceipt = { rows: 0, masked: 0 }): BranchReceipt {
  const inside = a.inside ? { inside: sumInside(a.inside, b.inside) } : {}
  return { rows: a.rows + b.rows, masked: a.masked + b.masked, ...inside }
}

function sumInside(a: InsideReceipt, b: InsideReceipt = { broken: 0, paths: [] }): InsideReceipt {
  return { broken: a.broken + b.broken, paths: a.paths.map((path, at) => sumOf(path, b.paths[at])) }
}

function idOf(table: string, column: string): string {
  return JSON.stringify([table, column])
}
