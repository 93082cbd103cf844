import type { ColumnPlan } from '../policy/plan.ts'
import type { Table } from '../schema/schema.ts'
import { Cells, eachRow } from './cells.ts'
import { type Charset, charsetOf } from './charset.ts'
import { OriginalDigest } from './original-digest.ts'
import type { Originals } from './originals.ts'
import { OriginalsRecorder } from './originals-recorder.ts'
import type { RowBatch } from './row-batch.ts'
import type { PseudonymKey } from './subkeys.ts'
import { transformers } from './transformers/index.ts'

/** The columns whose fakes could by chance equal a real value: these are surveyed. */
export function surveyedColumns(columns: readonly ColumnPlan[]): ColumnPlan[] {
  return columns.filter(({ rule }) => transformers.get(rule.mask)?.avoidsOriginals)
}

/** Digests the real values of a chunk's surveyed columns, and nothing else of it. */
export class Surveyor {
  readonly #recorders: readonly OriginalsRecorder[]
  readonly #charsets: readonly Charset[]
  readonly #cells: Cells

  constructor(table: Table, columns: readonly ColumnPlan[], key: PseudonymKey) {
    const digest = new OriginalDigest(key)
    this.#recorders = columns.map(
      (plan) => new OriginalsRecorder(table.name, plan, transformers.get(plan.rule.mask)!, digest),
    )
    this.#charsets = columns.map((plan) => charsetOf(table.columns.find(({ name }) => name === plan.column)!.charset)!)
    this.#cells = new Cells(columns.length)
  }

  survey(batch: RowBatch): void {
    eachRow(batch, this.#cells, (bytes) => {
      for (let column = 0; column < this.#recorders.length; column++)
        if (this.#cells.ends[column]! >= 0)
          this.#recorders[column]!.record(
            bytes,
            this.#cells.starts[column]!,
            this.#cells.ends[column]!,
            this.#charsets[column]!,
          )
    })
  }

  originals(): Originals[] {
    return this.#recorders.map((recorder) => recorder.originals())
  }
}
