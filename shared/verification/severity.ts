import { passageWords } from '../masking/digests/original-digest.ts'
import type { OriginalsKind } from '../masking/transformer.ts'

export interface Hit {
  readonly kind: OriginalsKind
  readonly words: number
  readonly length: number
  readonly inMaskedColumn: boolean
  /** Whether it is one of the words that fakes are drawn from; asked only where that decides, since they are many. */
  readonly inPool: () => boolean
  /** Whether a digit is in it. */
  readonly hasDigit: boolean
}

// Shorter values, such as postal codes, occur in kept text by chance.
const shortestTelling = 6

/** Whether a real value found in staging tells something about somebody, or is a coincidence to be reported. */
export function isLeak({ kind, words, length, inMaskedColumn, inPool, hasDigit }: Hit): boolean {
  if (kind === 'identifying') return inMaskedColumn || length >= shortestTelling
  if (kind === 'text') return (words >= passageWords || (hasDigit && length >= shortestTelling)) && !inPool()
  if (kind !== 'name') return false
  return words > 1 || (inMaskedColumn && !inPool())
}
