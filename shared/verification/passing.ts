import type { Recognised } from './scan.ts'

type Value = Pick<Recognised, 'place' | 'of' | 'hi' | 'lo'>

/** What the generation that staging serves says of values that stand where they should not. */
export interface Evidence {
  /** The run that published it. */
  readonly runId: string
  /** How often the value stands in the same place there, and how often as a whole cell. */
  stood(value: Value): { readonly count: number; readonly whole: number }
  /** Whether it was a real value then, so that finding it would have been a leak. */
  wasOriginal(value: Value): boolean
  /** Whether the column whose real value it is was masked then: else nobody knows what its values were. */
  wasMasked(of: string): boolean
  /** Whether that run let it stand in the same place. */
  wasPassed(value: Value): boolean
}

/** What is known of a place: `people` where it is a column of people, `beside` in a table about people, else `things`. */
export type PlaceKind = 'definition' | 'things' | 'beside' | 'people'

/** Whether evidence may speak for it at all: words and nothing else, in a place that the policy keeps. */
export function mayPass({ leak, masked, plain }: Recognised): boolean {
  return leak && !masked && plain
}

/**
 * Why a value may stand where it is, null when it may not: its words stood there before they were anybody's, so that staging shows
 * nothing that it does not show already. What is new in the place says something new, but for whole cells of one vocabulary.
 */
export function passReason(value: Recognised, place: PlaceKind, evidence: Evidence): string | null {
  if (!mayPass(value) || place === 'people') return null
  const wasPassed = evidence.wasPassed(value)
  if (!wasPassed && (!evidence.wasMasked(value.of) || evidence.wasOriginal(value))) return null
  const stood = evidence.stood(value)
  const isVocabulary = place !== 'definition' && value.whole === value.count && stood.whole > 0
  const isUnchanged = place !== 'beside' && stood.count > 0 && value.count <= stood.count
  if (!isVocabulary && !isUnchanged) return null
  return wasPassed
    ? stoodBefore(evidence, 'and that run let it stand')
    : stoodBefore(evidence, 'before it was a real value')
}

function stoodBefore({ runId }: Evidence, since: string): string {
  return `it stood there already in run ${runId}, ${since}`
}
