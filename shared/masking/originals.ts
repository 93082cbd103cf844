import type { OriginalsKind } from './transformer.ts'

/**
 * Keyed 64-bit digests (SipHash-2-4 under a subkey of the run's key) of the normalised real values of one column,
 * deduplicated within a chunk. `digests` holds pairs: high word, low word.
 */
export interface Originals {
  readonly table: string
  readonly column: string
  readonly kind: OriginalsKind
  /** Cells that were read, NULLs apart. */
  readonly read: number
  /** Those of them that were digested: long enough, and of a rule that says so. */
  readonly cells: number
  readonly digests: Uint32Array
  /** Digests of the first two words of originals with several: where the search in longer text begins. Pairs too. */
  readonly openers: Uint32Array
}
