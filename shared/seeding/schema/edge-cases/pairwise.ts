/**
 * Rows in which every two columns meet in every combination of their levels (a covering array of strength two, built greedily): ten
 * columns of four levels need about thirty rows, a hundred about sixty. `levels[c]` is how many column c has, at least one; a row
 * holds a level for each column.
 */
export function pairwise(levels: readonly number[]): number[][] {
  const pairs = new Pairs(levels)
  const rows: number[][] = []
  for (let pair = pairs.nextOpen(); pair; pair = pairs.nextOpen()) {
    const row: number[] = levels.map(() => -1)
    const met: number[] = []
    const place = (column: number, level: number) => {
      row[column] = level
      met.push(pairs.numberOf(column, level))
    }
    for (const { column, level } of pair) place(column, level)
    for (const [column, count] of levels.entries())
      if (row[column] === -1) place(column, bestLevel(column, count, met, pairs, rows.length))
    pairs.cover(met)
    rows.push(row)
  }
  // A column on its own has no pairs.
  return levels.length === 1 ? Array.from({ length: levels[0]! }, (_, level) => [level]) : rows
}

/** The level that meets most of what is still open; among equals the rows take turns. */
function bestLevel(column: number, count: number, met: readonly number[], pairs: Pairs, turn: number): number {
  let best = turn % count
  let most = -1
  for (let step = 0; step < count; step++) {
    const level = (turn + step) % count
    const open = pairs.openWith(pairs.numberOf(column, level), met)
    if (open > most) {
      most = open
      best = level
    }
  }
  return best
}

interface Place {
  readonly column: number
  readonly level: number
}

/** Which levels have met. Levels are numbered over all columns. */
class Pairs {
  readonly #starts: number[] = []
  readonly #places: Place[] = []
  readonly #covered: Uint8Array
  readonly #width: number
  #at = 0

  constructor(levels: readonly number[]) {
    for (const [column, count] of levels.entries()) {
      this.#starts.push(this.#places.length)
      for (let level = 0; level < count; level++) this.#places.push({ column, level })
    }
    this.#width = this.#places.length
    this.#covered = new Uint8Array(this.#width * this.#width)
  }

  numberOf(column: number, level: number): number {
    return this.#starts[column]! + level
  }

  /** The first two levels of different columns that no row has together. */
  nextOpen(): readonly [Place, Place] | null {
    for (; this.#at < this.#covered.length; this.#at++) {
      if (this.#covered[this.#at]) continue
      const [first, second] = [this.#places[Math.floor(this.#at / this.#width)]!, this.#places[this.#at % this.#width]!]
      if (first.column < second.column) return [first, second]
    }
    return null
  }

  openWith(number: number, met: readonly number[]): number {
    const row = number * this.#width
    let open = 0
    for (const other of met) open += 1 - this.#covered[row + other]!
    return open
  }

  cover(numbers: readonly number[]): void {
    for (const a of numbers) for (const b of numbers) this.#covered[a * this.#width + b] = 1
  }
}
