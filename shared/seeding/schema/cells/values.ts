/** A countable set of values in a fixed order: the n-th for n from 0 to count - 1. */
export interface Values {
  readonly count: bigint
  nth(index: bigint): string
}

export function listOf(items: readonly string[]): Values {
  return { count: BigInt(items.length), nth: (index) => items[Number(index)]! }
}

/** One after the other: all of the first set, then all of the second … */
export function oneOf(sets: readonly Values[]): Values {
  return {
    count: sets.reduce((sum, { count }) => sum + count, 0n),
    nth(index) {
      let rest = index
      for (const set of sets) {
        if (rest < set.count) return set.nth(rest)
        rest -= set.count
      }
      throw new Error('position beyond the values')
    },
  }
}

/** Every combination, written side by side; the last part changes fastest. */
export function sequenceOf(parts: readonly Values[]): Values {
  return {
    count: parts.reduce((product, { count }) => product * count, 1n),
    nth(index) {
      let rest = index
      let text = ''
      for (const part of [...parts].reverse()) {
        text = part.nth(rest % part.count) + text
        rest /= part.count
      }
      return text
    },
  }
}

const digits = 36n

/** Numbers to the base of 36, at least `least` and at most `most` digits: distinct in every collation and within any prefix. */
export function tagsOf(least: number, most: number): Values {
  return {
    count: digits ** BigInt(Math.min(most, 12)),
    nth: (index) => index.toString(Number(digits)).padStart(least, '0'),
  }
}
