import type { PartKind } from './find-parts.ts'

/** How many parts of each kind were replaced in the texts of a column; kinds of which there were none are left out. */
export type PartCounts = Readonly<Partial<Record<PartKind, number>>>

export function sumOfParts(...counts: readonly (PartCounts | undefined)[]): PartCounts | undefined {
  const sum: Partial<Record<PartKind, number>> = {}
  for (const one of counts)
    for (const [kind, count] of Object.entries(one ?? {}) as [PartKind, number][]) sum[kind] = (sum[kind] ?? 0) + count
  return Object.keys(sum).length > 0 ? sum : undefined
}
