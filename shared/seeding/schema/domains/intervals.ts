/** Sets of whole numbers as sorted, disjoint, inclusive ranges. */
export type Intervals = readonly (readonly [bigint, bigint])[]

export function intersect(a: Intervals, b: Intervals): Intervals {
  return a.flatMap(([from, to]) =>
    b.flatMap(([otherFrom, otherTo]) => {
      const begin = larger(from, otherFrom)
      const end = to + otherTo - larger(to, otherTo)
      return begin <= end ? [[begin, end] as const] : []
    }),
  )
}

export function unite(a: Intervals, b: Intervals): Intervals {
  const sorted = [...a, ...b].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const merged: [bigint, bigint][] = []
  for (const [from, to] of sorted) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1n) last[1] = larger(to, last[1])
    else merged.push([from, to])
  }
  return merged
}

/** What of `within` is not in `set`. */
export function without(within: Intervals, set: Intervals): Intervals {
  return set.reduce<Intervals>(
    (rest, [from, to]) =>
      rest.flatMap(([begin, end]) =>
        to < begin || from > end
          ? [[begin, end] as const]
          : [...(begin < from ? [[begin, from - 1n] as const] : []), ...(end > to ? [[to + 1n, end] as const] : [])],
      ),
    within,
  )
}

export function sizeOf(set: Intervals): bigint {
  return set.reduce((sum, [from, to]) => sum + to - from + 1n, 0n)
}

/** The number at a position, counted from the smallest. */
export function nthOf(set: Intervals, index: bigint): bigint {
  let rest = index
  for (const [from, to] of set) {
    if (rest <= to - from) return from + rest
    rest -= to - from + 1n
  }
  throw new Error('position beyond the set')
}

export function holds(set: Intervals, value: bigint): boolean {
  return set.some(([from, to]) => from <= value && value <= to)
}

// Math.max takes no bigints.
function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
