import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { ValueProfile } from '../digests/value-profile.ts'
import { cellMasker } from '../redact/cell-masker-of.ts'
import { sumOfParts } from '../redact/part-counts.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import type { Cells } from '../rows/cells.ts'
import type { MaskingRun } from '../rows/column-masker.ts'
import { type ColumnReceipt, profilesOf } from '../rows/receipt.ts'
import { type RowChoice, rowChoice } from './row-choice.ts'

/** The maskers of a column whose rows have rules of their own; null where a branch keeps. */
export class ByRowMasker {
  readonly #plan: ColumnPlan
  readonly #choice: RowChoice
  readonly #maskers: readonly (CellMasker | null)[]
  readonly #rows: number[]
  #kept = 0
  #nulls = 0

  constructor(table: Table, plan: ColumnPlan, names: readonly string[], run: MaskingRun, digest: OriginalDigest) {
    this.#plan = plan
    this.#choice = rowChoice(table, plan, names, run.folds)
    this.#maskers = plan.branches!.map((branch) =>
      branch.rule.mask === 'keep' ? null : cellMasker(table, branch, run, digest),
    )
    this.#rows = this.#maskers.map(() => 0)
  }

  /** The masker that is meant for the row, which is counted by this. */
  choose(bytes: Uint8Array, cells: Cells, isNull: boolean): CellMasker | null {
    const branch = this.#choice.of(bytes, cells)
    const masker = this.#maskers[branch]!
    this.#rows[branch]!++
    if (isNull) this.#nulls++
    else if (masker === null) this.#kept++
    return masker
  }

  receipt(): ColumnReceipt {
    const receipts = this.#maskers.map((masker) => masker?.receipt() ?? null)
    const made = receipts.filter((receipt) => receipt !== null)
    const total = (read: (receipt: ColumnReceipt) => number) => made.reduce((sum, next) => sum + read(next), 0)
    const before = made.reduce((all, next) => all.merge(next.distinctBefore, next.before), new ValueProfile())
    const after = made.reduce((all, next) => all.merge(next.distinctAfter, next.after), new ValueProfile())
    const parts = sumOfParts(...made.map((receipt) => receipt.parts))
    return {
      ...(parts ? { parts } : {}),
      column: this.#plan.column,
      masked: total(({ masked }) => masked),
      nulls: this.#nulls,
      kept: this.#kept + total(({ kept }) => kept ?? 0),
      redrawn: total(({ redrawn }) => redrawn),
      coincided: total(({ coincided }) => coincided ?? 0),
      unchanged: total(({ unchanged }) => unchanged ?? 0),
      ...profilesOf(before, after),
      branches: receipts.map((receipt, at) => ({
        rows: this.#rows[at]!,
        masked: receipt?.masked ?? 0,
        ...insideOf(receipt),
      })),
    }
  }

  originals(): Originals[] {
    return this.#maskers.flatMap((masker) => masker?.originals() ?? [])
  }
}

function insideOf(receipt: ColumnReceipt | null): Pick<ColumnReceipt, 'inside'> {
  return receipt?.inside ? { inside: receipt.inside } : {}
}
