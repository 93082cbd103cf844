import { createHash } from 'node:crypto'
import { Cells, eachRow } from '../masking/cells.ts'
import { LoadText } from '../masking/load-text.ts'
import { type RowBatch, rawRows } from '../masking/row-batch.ts'
import { stableColumns } from '../masking/stable-columns.ts'
import type { ColumnPlan } from '../policy/plan.ts'
import type { Table } from '../schema/schema.ts'

/** SHA-256 over the stable cells of rows as they are stored, in the form in which the row masker digested them. */
export class StableDigest {
  readonly #stable: readonly boolean[]
  readonly #whole: boolean
  readonly #kept: boolean
  readonly #cells: Cells
  readonly #text = new LoadText()
  readonly #digest = createHash('sha256')

  constructor(table: Table, columns: readonly ColumnPlan[]) {
    this.#kept = columns.every(({ rule }) => rule.mask === 'keep')
    this.#stable = stableColumns(table, columns)
    this.#whole = this.#stable.every(Boolean)
    this.#cells = new Cells(columns.length)
  }

  add(batch: RowBatch): void {
    if (this.#kept) {
      this.#digest.update(rawRows(batch))
      return
    }
    this.#text.clear()
    const { starts, ends } = this.#cells
    const last = this.#stable.length - 1
    eachRow(batch, this.#cells, (bytes) => {
      for (let column = 0; column <= last; column++) {
        if (!this.#stable[column]) continue
        this.#text.cell(bytes, starts[column]!, ends[column]!)
        this.#text.endCell(this.#whole && column === last)
      }
      if (!this.#whole) this.#text.endCell(true)
    })
    this.#digest.update(this.#text.take())
  }

  hex(): string {
    return this.#digest.digest('hex')
  }
}
