import { passageWords } from '../masking/digests/original-digest.ts'
import type { Recognised } from './scan.ts'

// The gravest first: what a person has to look at before he accepts it.
const sorts = [
  'an e-mail address',
  'a phone number',
  'a value with digits',
  'a passage that somebody wrote',
  'a name of several words',
  'several words',
  'a single name',
  'a single word',
] as const

export type ValueSort = (typeof sorts)[number]

/** What sort of value it is, as far as its column's rule and its form tell. */
export function sortOf({ kind, ruleKind, words, hasDigit }: Recognised, mask: string | null): ValueSort {
  if (mask === 'email' && words > 1) return 'an e-mail address'
  if (mask === 'phone') return 'a phone number'
  if (hasDigit) return 'a value with digits'
  if (kind === 'text' && words >= passageWords) return 'a passage that somebody wrote'
  if (ruleKind === 'name') return words > 1 ? 'a name of several words' : 'a single name'
  return words > 1 ? 'several words' : 'a single word'
}

export function gravestSort(found: readonly ValueSort[]): ValueSort {
  return sorts.find((sort) => found.includes(sort)) ?? 'a single word'
}

/** Why a value that is no leak is none. */
export function whyHarmless({ kind, words, masked, drawable, byChance }: Recognised): string {
  if (byChance) return 'as many numbers of its length equal a real one by chance'
  if (kind === 'common') return 'many share it'
  if (masked && drawable) return 'a fake of that column, which is real by chance'
  if (kind === 'name') return words > 1 ? 'words of the pool' : 'a single name, as anybody may have it'
  return kind === 'text' ? 'what anybody would write' : 'too short to tell anything'
}
