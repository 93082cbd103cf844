import { KeySet } from './key-set.ts'
import type { Route } from './route.ts'

/** The level of rows that are there only because others need them. */
export const needed = 255

/** The rows of one table that belong to the dataset, their levels and why they came. */
export class RowsOfTable {
  readonly route: Route
  readonly keys = new KeySet()
  readonly reasons = new Map<string, number>()
  rows = 0
  #levels = new Uint8Array(256)
  /** Where a key names a group of rows: the keys that came with the present lookup, whose further rows are new too. */
  #open = 0

  constructor(route: Route) {
    this.route = route
  }

  /** Begins a lookup. */
  begin(): void {
    this.#open = this.keys.size
  }

  /** Takes a row in: `new`, or `closer` when it is known but now at a lower level, or null when nothing changes. */
  arrive(bytes: Uint8Array, start: number, end: number, level: number, why: string): 'new' | 'closer' | null {
    const size = this.keys.size
    const index = this.keys.add(bytes, start, end)
    if (index === size || (!this.route.identity.unique && index >= this.#open)) {
      if (index === this.#levels.length) this.#grow()
      this.#levels[index] = level
      this.rows++
      this.reasons.set(why, (this.reasons.get(why) ?? 0) + 1)
      return 'new'
    }
    if (level >= this.#levels[index]!) return null
    this.#levels[index] = level
    return 'closer'
  }

  #grow(): void {
    const longer = new Uint8Array(this.#levels.length * 2)
    longer.set(this.#levels)
    this.#levels = longer
  }
}
