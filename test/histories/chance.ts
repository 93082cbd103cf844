import { chanceOf } from '../../faults/chance.ts'

/** Draws of one history: the same for the same name. */
export class Chance {
  readonly #next: () => number

  constructor(name: string) {
    this.#next = chanceOf(name)
  }

  /** From 0 to `below`, exclusive. */
  below(below: number): number {
    return Math.floor(this.#next() * below)
  }

  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  /** True in `share` of all draws. */
  happens(share: number): boolean {
    return this.#next() < share
  }

  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('There is nothing to pick from.')
    return items[this.below(items.length)]!
  }

  /** Up to `count` different ones. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const left = [...items]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)[0]!)
  }
}
