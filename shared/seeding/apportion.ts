import { type Popularity, popularity } from './popularity.ts'

/** Items 0 … total-1 dealt out to groups, the largest group first, without a table of counts. */
export interface Apportionment {
  /** The group of an item. */
  groupOf(item: number): number
  /** The first item of a group; `firstOf(group + 1) - firstOf(group)` is its size. */
  firstOf(group: number): number
}

// With a thousandth of the ranks as offset the first group gets about 150 times the average.
const offsetShare = 1 / 1000

/** Deals `total` items to `groups` by Zipf's law, no group larger than `largest` (which has to suffice: total ≤ groups × largest). */
export function apportion(
  total: number,
  groups: number,
  skew: number,
  largest = Number.POSITIVE_INFINITY,
): Apportionment {
  // Rounding a group's bounds adds less than one to its size, so a first share within the limit keeps all groups there.
  for (let offset = Math.max(1, groups * offsetShare); offset < groups * 1e6; offset *= 2) {
    const shares = popularity(groups, skew, offset)
    if (total * shares.shareBelow(1) <= largest) return dealt(total, groups, shares)
  }
  return dealt(total, groups, popularity(groups, 0, 1))
}

function dealt(total: number, groups: number, { shareBelow, rankAt }: Popularity): Apportionment {
  const firstOf = (group: number) =>
    group <= 0 ? 0 : group >= groups ? total : Math.min(total, Math.round(total * shareBelow(group)))
  return {
    firstOf,
    groupOf(item) {
      let group = Math.min(groups - 1, Math.max(0, Math.floor(rankAt((item + 0.5) / total))))
      // Rounding of the closed form is put right, so that both functions tell the same story exactly.
      while (group > 0 && firstOf(group) > item) group--
      while (group < groups - 1 && firstOf(group + 1) <= item) group++
      return group
    },
  }
}
