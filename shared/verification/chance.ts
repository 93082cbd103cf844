import type { Sighting } from './scan.ts'

/** How many numbers were looked up in a place, by class (`numberClass`). */
export type NumberCounts = readonly (readonly [place: string, of: number, count: number])[]

type Numbered = Pick<Sighting, 'place' | 'hi' | 'lo' | 'count' | 'number'>

/** Where chance brings as many as were found in one of so many cases, they tell nothing. */
const unlikely = 0.01

/**
 * Numbers that are real values by chance: a column of so many others, and so many real ones, of the same length and the same first three
 * digits. `searchedFor` counts these by class. Numbers of a row of which most are searched for say nothing in any case.
 */
export function chanceFinds(
  found: readonly Numbered[],
  counts: NumberCounts,
  searchedFor: ReadonlyMap<number, number>,
): ReadonlySet<string> {
  const looked = new Map<string, number>()
  for (const [place, of, count] of counts) looked.set(idOf(place, of), (looked.get(idOf(place, of)) ?? 0) + count)
  const numbered = found.filter(({ number }) => number)
  const groups = Map.groupBy(numbered, ({ place, number }) => idOf(place, number!.of))
  return new Set(
    [...groups].flatMap(([id, members]) => {
      const { of } = members[0]!.number!
      const different = new Set(members.map(({ hi, lo }) => `${hi} ${lo}`)).size
      const cells = Math.max(
        looked.get(id) ?? 0,
        members.reduce((sum, { count }) => sum + count, 0),
      )
      const expected = (cells * (searchedFor.get(of) ?? 1)) / 10 ** (Math.floor(of / 1000) - 3)
      const isChance = atLeast(different, expected) > unlikely
      return members.filter(({ number }) => isChance || number!.inRow).map(numberId)
    }),
  )
}

/** Which number in which place; a key for sets. */
export function numberId({ place, hi, lo }: Pick<Numbered, 'place' | 'hi' | 'lo'>): string {
  return JSON.stringify([place, hi, lo])
}

function idOf(place: string, of: number): string {
  return `${of} ${place}`
}

/** The probability that chance brings so many or more where `expected` are expected (Poisson). */
function atLeast(count: number, expected: number): number {
  // Far above what is expected, and far below.
  if (count > 2 * expected + 50) return 0
  if (expected > 200) return count <= expected * 1.2 ? 1 : 0
  let term = Math.exp(-expected)
  let below = 0
  for (let n = 0; n < count; n++) {
    below += term
    term *= expected / (n + 1)
  }
  return 1 - below
}
