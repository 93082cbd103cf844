import { branchesOf, decidingColumns } from '../../policy/by-row/branches-of.ts'
import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import { type RowChoice, rowChoice } from '../by-row/row-choice.ts'
import { digestOfChunks } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { OriginalsRecorder } from '../digests/originals-recorder.ts'
import type { OriginalsKey } from '../digests/subkeys.ts'
import { InsideRecorder, isSurveyed } from '../inside/inside-recorder.ts'
import { PeopleRecorder } from '../people/people-recorder.ts'
import type { PeopleShard } from '../people/people-shard.ts'
import { columnsOfPeople, type NumberedSource } from '../people/people-sources.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { namePairs, PersonNames } from '../text/person-names.ts'
import { transformers } from '../transformers/index.ts'
import { calledKind } from './called-kind.ts'
import { Cells, eachRow } from './cells.ts'
import type { RowBatch } from './row-batch.ts'

/** The columns of which some fakes could by chance equal a real value: these are surveyed. */
export function surveyedColumns(columns: readonly ColumnPlan[]): ColumnPlan[] {
  return columns.filter((plan) => branchesOf(plan).some(isSurveyed))
}

/** Whether a table has any. */
export function hasSurveyed({ columns }: Pick<TablePlan, 'columns'>): boolean {
  return surveyedColumns(columns).length > 0
}

/** What has to be read for it, in this order: the surveyed columns, and those that decide which rule is meant. */
export function columnsToSurvey(surveyed: readonly ColumnPlan[], people: readonly NumberedSource[] = []): string[] {
  const own = surveyed.flatMap(({ column, rule }) => [column, ...(rule.byRow ? decidingColumns(rule.byRow) : [])])
  return [...new Set([...own, ...columnsOfPeople(people)])]
}

/** One surveyed column: its recorder, or those of its branches, null where a branch is not surveyed. */
interface Lane {
  readonly at: number
  readonly charset: Charset
  readonly choice: RowChoice | null
  readonly recorders: readonly (OriginalsRecorder | InsideRecorder | null)[]
}

/** Digests the real values of a chunk's surveyed columns, and gathers its people where texts are searched for them. */
export class Surveyor {
  readonly #lanes: readonly Lane[]
  readonly #cells: Cells
  readonly #names: PersonNames
  readonly #people: PeopleRecorder | null

  /**
   * `folds` by collation, of the columns that decide which rule is meant; `all` are the table's, to know which names belong together; `rows`
   * is about how many there will be.
   */
  constructor(
    table: Table,
    columns: readonly ColumnPlan[],
    key: OriginalsKey,
    folds: ReadonlyMap<string, CollationFold>,
    people: readonly NumberedSource[] = [],
    all: readonly ColumnPlan[] = columns,
    rows = 0,
  ) {
    const digest = digestOfChunks(key)
    const names = columnsToSurvey(columns, people)
    this.#lanes = columns.map((plan) => ({
      at: names.indexOf(plan.column),
      charset: charsetOf(table.columns.find(({ name }) => name === plan.column)!.charset)!,
      choice: plan.branches ? rowChoice(table, plan, names, folds) : null,
      recorders: branchesOf(plan).map((branch) => {
        if (!isSurveyed(branch)) return null
        if (branch.inside) return new InsideRecorder(table, branch, digest)
        const transformer = transformers.get(branch.rule.mask)!
        return new OriginalsRecorder(table.name, branch, transformer, digest, calledKind(table, plan.column), rows)
      }),
    }))
    this.#cells = new Cells(names.length)
    const isHere = (pair: readonly string[]) => pair.every((name) => columns.some(({ column }) => column === name))
    this.#names = new PersonNames(table, namePairs(table, all).filter(isHere), names, digest)
    this.#people = people.length > 0 ? new PeopleRecorder(people, names, folds, rows) : null
  }

  survey(batch: RowBatch): void {
    const { starts, ends } = this.#cells
    eachRow(batch, this.#cells, (bytes) => {
      this.#names.record(bytes, this.#cells)
      this.#people?.record(bytes, this.#cells)
      for (const { at, charset, choice, recorders } of this.#lanes)
        if (ends[at]! >= 0)
          recorders[choice?.of(bytes, this.#cells) ?? 0]?.record(bytes, starts[at]!, ends[at]!, charset)
    })
  }

  /** Null where no texts are searched for people. */
  people(): PeopleShard | null {
    return this.#people?.shard() ?? null
  }

  originals(): Originals[] {
    return [
      ...this.#lanes.flatMap(({ recorders }) => recorders.flatMap((recorder) => recorder?.originals() ?? [])),
      ...this.#names.originals(),
    ]
  }
}
