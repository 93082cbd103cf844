import type { Plan } from '../../policy/plan.ts'

/** What nobody asked for is counted in so many rows at the most, or this part of all rows: a night is not to be longer by it. */
const freeRows = 20_000
const freePart = 1 / 20

export class RowBudget {
  readonly #rows: ReadonlyMap<string, number>
  #left: number

  constructor({ tables }: Pick<Plan, 'tables'>) {
    this.#rows = new Map(tables.map(({ table, rowsEstimate }) => [table, rowsEstimate]))
    const all = tables.reduce((sum, { rowsEstimate }) => sum + rowsEstimate, 0)
    this.#left = Math.max(freeRows, all * freePart)
  }

  /** Whether these tables may be read once more. */
  takes(tables: readonly string[]): boolean {
    const rows = tables.reduce((sum, table) => sum + (this.#rows.get(table) ?? 0), 0)
    if (rows > this.#left) return false
    this.#left -= rows
    return true
  }
}
