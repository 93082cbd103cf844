import { branchFinder, type Match, readMatch } from '../../policy/by-row/match-row.ts'
import {
  type Condition,
  cellText,
  compareValues,
  isRange,
  isWithin,
  type Test,
} from '../../policy/condition/condition.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import type { RulesByRow } from '../../policy/rule.ts'
import type { Column, Table } from '../../schema/schema.ts'
import type { Cells } from '../rows/cells.ts'
import { charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { Normaliser } from '../text/normaliser.ts'

// So many different names are remembered; settings and attributes have hundreds.
const mostRemembered = 4096

/** Which branch of a rule by row is meant in a row: its index, that of the last one for every other row. */
export interface RowChoice {
  of(bytes: Uint8Array, cells: Cells): number
}

/** `names` are the columns of the rows, in their order; `folds` those of the columns that decide. */
export function rowChoice(
  table: Table,
  plan: ColumnPlan,
  names: readonly string[],
  folds: ReadonlyMap<string, CollationFold>,
): RowChoice {
  const { by, when, branches } = plan.rule.byRow!
  if (by === null) return new ChoiceWhen(table, when!, names, folds)
  return new ChoiceBy(table, by, branches, names, folds)
}

/** By what one column holds, compared as its collation compares. */
class ChoiceBy implements RowChoice {
  readonly #at: number
  readonly #rest: number
  readonly #branchOf: (cell: Uint8Array, start: number, end: number) => number
  readonly #known = new Map<string, number>()

  constructor(
    table: Table,
    by: string,
    branches: RulesByRow['branches'],
    names: readonly string[],
    folds: ReadonlyMap<string, CollationFold>,
  ) {
    this.#at = names.indexOf(by)
    this.#rest = branches.length
    const column = table.columns.find(({ name }) => name === by)!
    this.#branchOf = comparison(
      column,
      branches.map(({ match }) => readMatch(match)),
      column.collation === null ? null : (folds.get(column.collation) ?? null),
    )
  }

  /** The last one also where the deciding cell is NULL. */
  of(bytes: Uint8Array, { starts, ends }: Cells): number {
    const [start, end] = [starts[this.#at]!, ends[this.#at]!]
    if (end < 0) return this.#rest
    const cell = byteText.decode(bytes, start, end)
    const known = this.#known.get(cell)
    if (known !== undefined) return known
    const found = this.#branchOf(bytes, start, end)
    const branch = found < 0 ? this.#rest : found
    if (this.#known.size < mostRemembered) this.#known.set(cell, branch)
    return branch
  }
}

const byteText = charsetOf(null)!

/** By a condition over several columns. */
class ChoiceWhen implements RowChoice {
  readonly #tests: readonly { readonly at: number; readonly not: boolean; readonly holds: CellTest }[]

  constructor(table: Table, when: Condition, names: readonly string[], folds: ReadonlyMap<string, CollationFold>) {
    this.#tests = when.map(({ column: name, not, asks }) => {
      const column = table.columns.find((candidate) => candidate.name === name)!
      return { at: names.indexOf(name), not, holds: cellTest(column, asks, folds) }
    })
  }

  of(bytes: Uint8Array, { starts, ends }: Cells): number {
    for (const { at, not, holds } of this.#tests) if (holds(bytes, starts[at]!, ends[at]!) === not) return 1
    return 0
  }
}

/** `end` is -1 for NULL. */
type CellTest = (cell: Uint8Array, start: number, end: number) => boolean

function cellTest(column: Column, asks: Test['asks'], folds: ReadonlyMap<string, CollationFold>): CellTest {
  if (isRange(asks)) return (cell, start, end) => end >= 0 && isWithin(asks, byteText.decode(cell, start, end))
  const takesNull = asks.includes(null)
  const texts = asks.flatMap((value) => (value === null ? [] : [cellText(value)]))
  const isAmong = amongTest(column, texts, folds)
  return (cell, start, end) => (end < 0 ? takesNull : isAmong(cell, start, end))
}

function amongTest(column: Column, texts: readonly string[], folds: ReadonlyMap<string, CollationFold>): CellTest {
  if (asNumbers.includes(column.kind))
    return (cell, start, end) => {
      const value = byteText.decode(cell, start, end)
      return texts.some((text) => compareValues(value, text) === 0)
    }
  if (column.kind === 'bit')
    return (cell, start, end) => {
      const value = BigInt(`0x${Buffer.from(cell.subarray(start, end)).toString('hex') || '0'}`)
      return texts.some((text) => compareValues(String(value), text) === 0)
    }
  const fold = column.collation === null ? null : (folds.get(column.collation) ?? null)
  const find = comparison(column, texts.map(readMatch), fold)
  return (cell, start, end) => find(cell, start, end) >= 0
}

const asNumbers: readonly Column['kind'][] = ['integer', 'decimal', 'float']

type BranchOf = (cell: Uint8Array, start: number, end: number) => number

function comparison(column: Column, matches: readonly (Match | null)[], fold: CollationFold | null): BranchOf {
  if (column.kind === 'integer') return mapped(matches, withoutZeros)
  if (column.kind === 'enum') return mapped(matches, (text) => text.toLowerCase(), labelsOf(column))
  const charset = charsetOf(column.charset) ?? byteText
  const asciiCompatible = !/^(ucs2|utf16|utf32)/.test(column.charset ?? '')
  const text = column.kind === 'text' ? fold : null
  const compared = (normaliser: Normaliser, bytes: Uint8Array, start: number, end: number) => {
    normaliser.run(bytes, start, end)
    return byteText.decode(normaliser.bytes, normaliser.start, normaliser.end)
  }
  const normaliser = new Normaliser(charset, text, asciiCompatible)
  // Spaces at the end of a part are within the value.
  const within = new Normaliser(charset, text && { ...text, padSpace: false }, asciiCompatible)
  const find = branchFinder(
    matches.map((match) => {
      // What the character set cannot hold is in no cell.
      if (match === null || !charset.holds(match.text)) return null
      const bytes = charset.encode(match.text)
      return { ...match, text: compared(match.openEnd ? within : normaliser, bytes, 0, bytes.length) }
    }),
  )
  return (cell, start, end) => find(compared(normaliser, cell, start, end))
}

function mapped(
  matches: readonly (Match | null)[],
  normalise: (text: string) => string,
  textOf: (cell: string) => string = (cell) => cell,
): BranchOf {
  const find = branchFinder(matches.map((match) => match && { ...match, text: normalise(match.text) }))
  return (cell, start, end) => find(normalise(textOf(byteText.decode(cell, start, end))))
}

/** ENUM arrives by number. */
function labelsOf({ labels }: Column): (cell: string) => string {
  return (cell) => labels[Number(cell) - 1] ?? ''
}

function withoutZeros(number: string): string {
  return number.replace(/^(-?)0+(?=\d)/, '$1')
}
