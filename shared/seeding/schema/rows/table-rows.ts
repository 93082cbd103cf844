import { foldText } from '../../../schema/checks/operand.ts'
import type { Column, Table } from '../../../schema/schema.ts'
import { permutation } from '../../permutation.ts'
import { RowRandom } from '../../random.ts'
import type { Digit } from './key-plan.ts'
import type { Link } from './links.ts'

/** Makes the cell of a row; `attempt` counts how often the row was drawn again. */
export type Cell = (row: number, attempt: number) => string | null

/**
 * The rows of one table, any cell of any row by number: nothing is stored but which rows had to be drawn again, so memory does
 * not grow with the rows.
 */
export class TableRows {
  readonly table: Table
  readonly rows: number
  readonly #cells = new Map<string, Cell>()
  readonly #attempts = new Map<number, number>()

  constructor(table: Table, rows: number) {
    this.table = table
    this.rows = rows
  }

  fill(column: string, cell: Cell): void {
    this.#cells.set(column, cell)
  }

  cell(row: number, column: string): string | null {
    return this.#cells.get(column)?.(row, this.attemptOf(row)) ?? null
  }

  /** One column for many rows. It may be asked for before it is filled. */
  column(name: string): (row: number) => string | null {
    let cell: Cell | undefined
    return (row) => {
      cell ??= this.#cells.get(name)
      return cell ? cell(row, this.attemptOf(row)) : null
    }
  }

  attemptOf(row: number): number {
    return this.#attempts.size === 0 ? 0 : (this.#attempts.get(row) ?? 0)
  }

  /** Draws a row again. Keys stay as they are: other rows may refer to them. */
  redraw(row: number): void {
    this.#attempts.set(row, this.attemptOf(row) + 1)
  }
}

/** Apart from every other row and every other attempt. */
export function drawNumber(row: number, attempt: number): number {
  return row + attempt * 2 ** 40
}

/** Which row of the parent a row refers to; null for none, -1 where none agrees with the row's other columns. */
export class LinkRows {
  readonly #link: Link
  readonly #child: TableRows
  readonly #parent: TableRows
  readonly #random: RowRandom
  readonly #digit: Digit | null
  readonly #shuffle: ((row: number) => number) | null
  readonly #nullShare: number
  #index: Map<string, number[]> | null = null

  constructor(link: Link, child: TableRows, parent: TableRows, digit: Digit | null, seed: number, nullShare: number) {
    this.#link = link
    this.#child = child
    this.#parent = parent
    this.#digit = digit
    this.#nullShare = nullShare
    this.#random = new RowRandom(seed, `${link.table}.${link.key.name}`)
    this.#shuffle = parent.rows > 0 ? permutation(parent.rows, seed, `${link.table}.${link.key.name}`) : null
  }

  rowOf(row: number, attempt: number): number | null {
    const { optional, given, parent, table } = this.#link
    if (!this.#shuffle) return optional ? null : -1
    const random = this.#random.begin(drawNumber(row, attempt))
    if (this.#digit) {
      const index = this.#digit.indexOf(row)
      return index === null ? null : this.#shuffle(index % this.#parent.rows)
    }
    if (optional && random.chance(this.#nullShare)) return null
    if (given.length > 0) return this.#agreeing(row, random.fraction())
    // The first of a table that refers to itself is the root, everybody else refers to one before.
    if (parent === table) return row === 0 ? (optional ? null : 0) : random.below(row)
    const share = random.fraction()
    // A few parents have many children, most have some, a few none.
    return this.#shuffle(Math.floor(share * Math.sqrt(share) * this.#parent.rows))
  }

  /** The parent's rows may have been drawn again. */
  forget(): void {
    this.#index = null
  }

  #agreeing(row: number, share: number): number | null {
    const { given, optional } = this.#link
    const values = given.map(({ column }) => this.#child.cell(row, column))
    // A reference of which one column is NULL refers to nothing.
    if (values.includes(null)) return null
    this.#index ??= this.#buildIndex()
    const found = this.#index.get(this.#keyOf(values))
    if (found) return found[Math.floor(share * found.length)]!
    return optional ? null : -1
  }

  #buildIndex(): Map<string, number[]> {
    const index = new Map<string, number[]>()
    for (let row = 0; row < this.#parent.rows; row++) {
      const key = this.#keyOf(this.#link.given.map(({ referenced }) => this.#parent.cell(row, referenced)))
      const rows = index.get(key)
      if (rows) rows.push(row)
      else index.set(key, [row])
    }
    return index
  }

  #keyOf(values: readonly (string | null)[]): string {
    return keyText(
      values,
      this.#link.given.map(({ referenced }) => this.#parent.table.columns.find(({ name }) => name === referenced)!),
    )
  }
}

/** Values of a key as one text: the same for values that the server calls equal. */
export function keyText(values: readonly (string | null)[], columns: readonly Column[]): string {
  return values.map((value, at) => foldText(value ?? '', columns[at]?.collation ?? null)).join('\0')
}
