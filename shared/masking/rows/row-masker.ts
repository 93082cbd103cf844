import { RunFailedError } from '../../errors.ts'
import type { TablePlan } from '../../policy/plan.ts'
import { countingColumn } from '../../schema/chunks.ts'
import type { Table } from '../../schema/schema.ts'
import { ByRowMasker } from '../by-row/by-row-masker.ts'
import { digestOfChunks } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { cellMasker } from '../redact/cell-masker-of.ts'
import { charsetOf } from '../text/charset.ts'
import { namePairs, PersonNames } from '../text/person-names.ts'
import type { CellMasker } from './cell-masker.ts'
import { Cells, eachRow } from './cells.ts'
import type { MaskingRun } from './column-masker.ts'
import { LoadText, plainColumns } from './load-text.ts'
import type { ColumnReceipt } from './receipt.ts'
import { type MaskedBytes, type RowBatch, rawRows } from './row-batch.ts'
import { stableColumns } from './stable-columns.ts'
import { surveyedColumns } from './surveyor.ts'

/** Masks the rows of one chunk. This is the hot path: bytes in, bytes out, no object per row. */
export class RowMasker {
  rows = 0
  /** First key column of the row masked last, null unless it is an integer that is kept: where the chunk ends. */
  lastKey: string | null = null
  readonly #plan: TablePlan
  readonly #maskers: readonly (CellMasker | null)[]
  /** Null where no column's rule depends on the row, so that other tables do not pay for it. */
  readonly #byRow: readonly (ByRowMasker | null)[] | null
  readonly #keyColumns: readonly number[]
  /** Of the columns, by name. */
  readonly #places: ReadonlyMap<string, number>
  readonly #cells: Cells
  readonly #text = new LoadText()
  readonly #stable: readonly boolean[]
  readonly #kept: boolean
  readonly #plain: readonly boolean[]
  readonly #personNames: PersonNames | null
  #raw: Uint8Array | null = null
  /** The stable columns alone, null while they are all columns: then the text itself is that. */
  readonly #stableText: LoadText | null
  readonly #orderColumn: number

  constructor(table: Table, plan: TablePlan, run: MaskingRun) {
    const digest = digestOfChunks(run.key)
    this.#plan = plan
    this.#maskers = plan.columns.map((column) =>
      column.rule.mask === 'keep' || column.branches ? null : cellMasker(table, column, run, digest),
    )
    const names = plan.columns.map(({ column }) => column)
    this.#byRow = plan.columns.some(({ branches }) => branches)
      ? plan.columns.map((column) => (column.branches ? new ByRowMasker(table, column, names, run, digest) : null))
      : null
    this.#places = new Map(names.map((name, at) => [name, at]))
    this.#keyColumns = table.primaryKey
      .map((name) => plan.columns.findIndex(({ column }) => column === name))
      .filter((at) => at >= 0)
    this.#cells = new Cells(plan.columns.length)
    const surveyed = new Set(surveyedColumns(plan.columns).map(({ column }) => column))
    // Those of which one is not surveyed are met here alone.
    const pairs = namePairs(table, plan.columns).filter((pair) => !pair.every((name) => surveyed.has(name)))
    this.#personNames = pairs.length > 0 ? new PersonNames(table, pairs, names, digest) : null
    this.#stable = stableColumns(table, plan.columns)
    this.#kept = plan.columns.every(({ rule }) => rule.mask === 'keep')
    this.#plain = plainColumns(table, plan.columns)
    this.#stableText = this.#stable.every(Boolean) ? null : new LoadText()
    const order = countingColumn(table, (name) =>
      plan.columns.some(({ column, rule }) => column === name && rule.mask === 'keep'),
    )
    this.#orderColumn = plan.columns.findIndex(({ column }) => column === order)
  }

  /** LOAD DATA text of the batch; valid until the next call. */
  mask(batch: RowBatch): MaskedBytes {
    this.#text.clear()
    this.#stableText?.clear()
    if (this.#kept) {
      this.#text.rows(batch, this.#plain)
      this.#raw = rawRows(batch)
      this.#cells.read(batch.bytes, batch.ends[batch.count - 2] ?? batch.start)
    } else eachRow(batch, this.#cells, (bytes) => this.#maskRow(bytes))
    this.rows += batch.count
    const key = this.#orderColumn
    if (batch.count > 0 && key >= 0)
      this.lastKey = charsetOf(null)!.decode(batch.bytes, this.#cells.starts[key]!, this.#cells.ends[key]!)
    return this.#text.take()
  }

  /** Of the batch masked last, what has to read the same once it is stored; valid until the next call of `mask`. Null: all of it. */
  stable(): Uint8Array | null {
    if (this.#kept) return this.#raw
    return this.#stableText?.take() ?? null
  }

  receipts(): ColumnReceipt[] {
    return this.#maskers.flatMap((masker, column) => {
      const counted = masker ?? this.#byRow?.[column]
      return counted ? [counted.receipt()] : []
    })
  }

  originals(): Originals[] {
    return [
      ...(this.#personNames?.originals() ?? []),
      ...this.#maskers.flatMap((masker) => masker?.originals() ?? []),
      ...(this.#byRow ?? []).flatMap((masker) => masker?.originals() ?? []),
    ]
  }

  #maskRow(bytes: Uint8Array): void {
    const { starts, ends } = this.#cells
    const last = this.#maskers.length - 1
    this.#personNames?.record(bytes, this.#cells)
    for (let column = 0; column <= last; column++) {
      const byRow = this.#byRow === null ? null : this.#byRow[column]!
      const masker = byRow === null ? this.#maskers[column]! : byRow.choose(bytes, this.#cells, ends[column] === -1)
      if (ends[column] === -1) {
        // NULL stays NULL: absence is not personal data, and foreign keys need it.
        masker?.countNull()
        this.#write(column, bytes, 0, -1)
      } else if (masker) {
        this.#maskCell(masker, column, bytes)
        this.#write(column, masker.bytes, 0, masker.length)
      } else this.#write(column, bytes, starts[column]!, ends[column]!)
      this.#text.endCell(column === last)
    }
    this.#stableText?.endCell(true)
  }

  #write(column: number, bytes: Uint8Array, start: number, end: number): void {
    this.#text.cell(bytes, start, end)
    if (this.#stableText === null || !this.#stable[column]) return
    this.#stableText.cell(bytes, start, end)
    this.#stableText.endCell(false)
  }

  #maskCell(masker: CellMasker, column: number, bytes: Uint8Array): void {
    try {
      masker.run(
        bytes,
        this.#cells.starts[column]!,
        this.#cells.ends[column]!,
        masker.drawnFrom === null ? null : this.#drawnFrom(masker.drawnFrom, bytes),
      )
    } catch {
      // The transformer's own words could hold the value: the place is all that is told.
      throw new RunFailedError(
        `${this.#plan.table}.${this.#plan.columns[column]!.column}: its rule failed on a value in row ${this.rows + 1} of a chunk.`,
      )
    }
  }

  /** Null where the row is about nobody. */
  #drawnFrom(from: NonNullable<CellMasker['drawnFrom']>, bytes: Uint8Array): Uint8Array | null {
    if (from === 'row') return this.#rowKey(bytes)
    const at = this.#places.get(from.column)!
    return this.#cells.ends[at]! < 0 ? null : bytes.subarray(this.#cells.starts[at]!, this.#cells.ends[at]!)
  }

  #rowKey(bytes: Uint8Array): Uint8Array {
    const columns = this.#keyColumns.length > 0 ? this.#keyColumns : this.#plan.columns.map((_, at) => at)
    const parts = columns.map((column) =>
      charsetOf(null)!.decode(
        bytes,
        this.#cells.starts[column]!,
        Math.max(this.#cells.starts[column]!, this.#cells.ends[column]!),
      ),
    )
    return Buffer.from(parts.join('\0'), 'latin1')
  }
}
