import { createHash } from 'node:crypto'
import { Cells, eachRow } from '../masking/rows/cells.ts'
import { LoadText, plainColumns } from '../masking/rows/load-text.ts'
import { type RowBatch, rawRows } from '../masking/rows/row-batch.ts'
import { stableColumns } from '../masking/rows/stable-columns.ts'
import type { ColumnPlan } from '../policy/plan.ts'
import type { Table } from '../schema/schema.ts'

/** SHA-256 over the stable cells of rows as they are stored, in the form in which the row masker digested them. */
export class StableDigest {
  /** All columns are kept: it is over the rows as they are sent. */
  readonly #isRaw: boolean
  readonly #stable: readonly boolean[]
  readonly #whole: boolean
  readonly #plain: readonly boolean[]
  readonly #cells: Cells
  readonly #text = new LoadText()
  readonly #digest = createHash('sha256')

  constructor(table: Table, columns: readonly ColumnPlan[]) {
    this.#isRaw = columns.every(({ rule }) => rule.mask === 'keep')
    this.#stable = stableColumns(table, columns)
    this.#plain = plainColumns(table, columns)
    this.#whole = this.#stable.every(Boolean)
    this.#cells = new Cells(columns.length)
  }

  add(batch: RowBatch): void {
    if (this.#isRaw) {
      this.#digest.update(rawRows(batch))
      return
    }
    this.#text.clear()
    if (this.#whole) this.#text.rows(batch, this.#plain)
    else eachRow(batch, this.#cells, (bytes) => this.#addRow(bytes))
    this.#digest.update(this.#text.take())
  }

  #addRow(bytes: Uint8Array): void {
    const { starts, ends } = this.#cells
    for (let column = 0; column < this.#stable.length; column++) {
      if (!this.#stable[column]) continue
      this.#text.cell(bytes, starts[column]!, ends[column]!)
      this.#text.endCell(false)
    }
    this.#text.endCell(true)
  }

  hex(): string {
    return this.#digest.digest('hex')
  }
}
