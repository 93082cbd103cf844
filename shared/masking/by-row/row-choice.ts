import { branchFinder, type Match, readMatch } from '../../policy/by-row/match-row.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column, Table } from '../../schema/schema.ts'
import type { Cells } from '../rows/cells.ts'
import { charsetOf } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { Normaliser } from '../text/normaliser.ts'

// So many different names are remembered; settings and attributes have hundreds.
const mostRemembered = 4096

/** Which branch of a rule by row is meant in a row: by what the deciding column holds, compared as its collation compares. */
export class RowChoice {
  readonly #at: number
  readonly #rest: number
  readonly #branchOf: (cell: Uint8Array, start: number, end: number) => number
  readonly #known = new Map<string, number>()

  /** `names` are the columns of the rows, in their order. */
  constructor(table: Table, plan: ColumnPlan, names: readonly string[], folds: ReadonlyMap<string, CollationFold>) {
    const { by, branches } = plan.rule.byRow!
    this.#at = names.indexOf(by)
    this.#rest = branches.length
    const column = table.columns.find(({ name }) => name === by)!
    this.#branchOf = comparison(
      column,
      branches.map(({ match }) => readMatch(match)),
      column.collation === null ? null : (folds.get(column.collation) ?? null),
    )
  }

  /** Index of the branch; the last one is for every other row, also where the deciding cell is NULL. */
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
