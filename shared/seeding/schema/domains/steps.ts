import type { RowRandom } from '../../random.ts'
import { type Intervals, nthOf, sizeOf } from './intervals.ts'

/** Steps of a scale from which many are taken: as plain numbers where they fit, which is ten times as fast as bigints. */
export class Steps {
  readonly size: bigint
  readonly #ranges: Intervals
  /** Of the only range, null where there are several or the numbers are too large. */
  readonly #first: number | null
  readonly #draw: (random: RowRandom) => number | bigint

  constructor(ranges: Intervals) {
    this.size = sizeOf(ranges)
    this.#ranges = ranges
    const [range, ...more] = ranges
    const isPlain = range !== undefined && more.length === 0 && range.every(isSafe)
    this.#first = isPlain ? Number(range[0]) : null
    this.#draw = below(this.size)
  }

  draw(random: RowRandom): number | bigint {
    return this.nth(this.#draw(random))
  }

  /** The step at a position, counted from the smallest. */
  nth(index: number | bigint): number | bigint {
    if (this.#first !== null && typeof index === 'number') return this.#first + index
    return nthOf(this.#ranges, BigInt(index))
  }
}

/** Draws uniformly from [0, bound), for any bound above 0. */
export function below(bound: bigint): (random: RowRandom) => number | bigint {
  if (bound <= 2n ** 32n) {
    const few = Number(bound)
    return (random) => random.below(few)
  }
  return (random) => {
    let number = 0n
    for (let size = 1n; size < bound * 2n ** 32n; size *= 2n ** 32n) number = (number << 32n) | BigInt(random.bits())
    return number % bound
  }
}

function isSafe(step: bigint): boolean {
  return BigInt.asIntN(53, step) === step
}
