import type { Recognised } from './scan.ts'

// Fewer different values prove nothing, whatever their share: of names, and of words that many share.
const fewest = { name: 3, common: 5 } as const
/** So many are a crowd also as a third of their column. */
const manyOfCrowd = 5

/**
 * Values of a place that are harmless one by one and may be too many together: single names, and in tables about people also words
 * that many share (places, companies), as whole cells of columns that the policy keeps. By place and column whose values they are.
 */
export function crowdsOf(
  values: readonly Recognised[],
  isBesidePeople: (place: string) => boolean,
): readonly (readonly Recognised[])[] {
  const candidates = values.filter(
    ({ leak, masked, whole, ruleKind, place }) =>
      !leak && !masked && whole > 0 && (ruleKind === 'name' || (ruleKind === 'common' && isBesidePeople(place))),
  )
  const groups = Map.groupBy(candidates, ({ place, ruleKind }) => JSON.stringify([place, ruleKind]))
  return [...groups.values()].filter((group) => group.length >= fewestOf(group))
}

/** Counting the different values of the column may end here: more of them, and it is no crowd. */
export function mostDistinct(crowd: number): number {
  return 3 * crowd + 1
}

/** Whether so many different real values among so many different values of a column are more than chance. */
export function isCrowd(crowd: readonly Recognised[], distinct: number): boolean {
  const { length } = crowd
  return length >= fewestOf(crowd) && (2 * length >= distinct || (length >= manyOfCrowd && 3 * length >= distinct))
}

function fewestOf([first]: readonly Recognised[]): number {
  return first?.ruleKind === 'common' ? fewest.common : fewest.name
}
