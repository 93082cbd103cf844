import { branchesOf, decidingColumns } from '../../policy/by-row/branches-of.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import { type RowChoice, rowChoice } from '../by-row/row-choice.ts'
import { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { OriginalsRecorder } from '../digests/originals-recorder.ts'
import type { OriginalsKey } from '../digests/subkeys.ts'
import { InsideRecorder, isSurveyed } from '../inside/inside-recorder.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { PersonNames } from '../text/person-names.ts'
import { transformers } from '../transformers/index.ts'
import { Cells, eachRow } from './cells.ts'
import type { RowBatch } from './row-batch.ts'

/** The columns of which some fakes could by chance equal a real value: these are surveyed. */
export function surveyedColumns(columns: readonly ColumnPlan[]): ColumnPlan[] {
  return columns.filter((plan) => branchesOf(plan).some(isSurveyed))
}

/** What has to be read for it, in this order: the surveyed columns, and those that decide which rule is meant. */
export function columnsToSurvey(surveyed: readonly ColumnPlan[]): string[] {
  return [
    ...new Set(surveyed.flatMap(({ column, rule }) => [column, ...(rule.byRow ? decidingColumns(rule.byRow) : [])])),
  ]
}

/** One surveyed column: its recorder, or those of its branches, null where a branch is not surveyed. */
interface Lane {
  readonly at: number
  readonly charset: Charset
  readonly choice: RowChoice | null
  readonly recorders: readonly (OriginalsRecorder | InsideRecorder | null)[]
}

/** Digests the real values of a chunk's surveyed columns, and nothing else of it. */
export class Surveyor {
  readonly #lanes: readonly Lane[]
  readonly #cells: Cells
  readonly #names: PersonNames

  /** `folds` by collation, of the columns that decide which rule is meant. */
  constructor(
    table: Table,
    columns: readonly ColumnPlan[],
    key: OriginalsKey,
    folds: ReadonlyMap<string, CollationFold>,
  ) {
    const digest = new OriginalDigest(key)
    const names = columnsToSurvey(columns)
    this.#lanes = columns.map((plan) => ({
      at: names.indexOf(plan.column),
      charset: charsetOf(table.columns.find(({ name }) => name === plan.column)!.charset)!,
      choice: plan.branches ? rowChoice(table, plan, names, folds) : null,
      recorders: branchesOf(plan).map((branch) => {
        if (!isSurveyed(branch)) return null
        if (branch.inside) return new InsideRecorder(table, branch, digest)
        return new OriginalsRecorder(table.name, branch, transformers.get(branch.rule.mask)!, digest)
      }),
    }))
    this.#cells = new Cells(names.length)
    this.#names = new PersonNames(table, columns, names, digest)
  }

  survey(batch: RowBatch): void {
    const { starts, ends } = this.#cells
    eachRow(batch, this.#cells, (bytes) => {
      this.#names.record(bytes, this.#cells)
      for (const { at, charset, choice, recorders } of this.#lanes)
        if (ends[at]! >= 0)
          recorders[choice?.of(bytes, this.#cells) ?? 0]?.record(bytes, starts[at]!, ends[at]!, charset)
    })
  }

  originals(): Originals[] {
    return [
      ...this.#lanes.flatMap(({ recorders }) => recorders.flatMap((recorder) => recorder?.originals() ?? [])),
      ...this.#names.originals(),
    ]
  }
}
