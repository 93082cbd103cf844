import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { ColumnMasker, type MaskingRun } from '../rows/column-masker.ts'
import type { ColumnReceipt } from '../rows/receipt.ts'
import { freeText } from '../transformers/free-text.ts'
import { holdsJsonOnly } from './holds-json-only.ts'

/** Replaces values that are none of the format, whatever they are: by sentences, or by an empty object where only JSON may stand. */
export class BrokenValues {
  count = 0
  readonly #masker: ColumnMasker
  readonly #onlyJson: boolean

  constructor(table: Table, plan: ColumnPlan, run: MaskingRun, digest: OriginalDigest) {
    const options = freeText.options.parse({}) as Record<string, unknown>
    const rule = { mask: freeText.name, options, domain: null, reason: null, line: plan.rule.line }
    const whole = { column: plan.column, rule, domain: freeText.domain(options), inheritedFrom: null }
    this.#masker = new ColumnMasker(table, whole, run, digest)
    this.#onlyJson = holdsJsonOnly(table, plan.column)
  }

  /** What stands in place of the cell; valid until the next call. */
  replace(cell: Uint8Array, start: number, end: number): Uint8Array {
    this.count++
    this.#masker.run(cell, start, end, null)
    return this.#onlyJson ? emptyObject : this.#masker.bytes.subarray(0, this.#masker.length)
  }

  receipt(): ColumnReceipt {
    return this.#masker.receipt()
  }

  originals(): Originals[] {
    return this.#masker.originals()
  }
}

const emptyObject = Buffer.from('{}')
