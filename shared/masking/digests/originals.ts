import { OtherKeyError } from '../../errors.ts'
import type { OriginalsKind } from '../transformer.ts'
import type { OriginalsKey } from './subkeys.ts'

/** As much of a key as says whether digests can be compared with those it makes. */
export type DigestKey = Pick<OriginalsKey, 'originalsId'>

/**
 * Keyed 64-bit digests (SipHash-2-4 under a subkey of the run's key) of the normalised real values of one column,
 * deduplicated within a chunk. `digests` holds pairs: high word, low word.
 */
export interface Originals {
  /** `originalsId` of the key under which they were digested: under any other they match nothing. */
  readonly keyId: string
  readonly table: string
  readonly column: string
  /** Which branch of a rule by row they are of, or which path, as the policy names it, '' for everything else; absent in other rules. */
  readonly branch?: string
  readonly kind: OriginalsKind
  /** Cells that were read, NULLs apart. */
  readonly read: number
  /** Those of them that were digested: long enough, and of a rule that says so. */
  readonly cells: number
  readonly digests: Uint32Array
  /** Digests of the first two words of originals with several: where the search in longer text begins. Pairs too. */
  readonly openers: Uint32Array
  /**
   * Set on other spellings of the column's values (digests/forms): they are no values of their own, and what is found of them identifies
   * somebody, however many share it. Absent on the values themselves.
   */
  readonly form?: 'words'
  /** How many different values are an e-mail address or a phone number each; absent for none. */
  readonly contacts?: number
  /** Of other spellings, how many different numbers there are of each class (`numberClass`); absent for none. */
  readonly numbers?: Readonly<Record<string, number>>
  /** Digests of real values that fakes of the column hold all the same, after all other draws; absent for none. Pairs too. */
  readonly drawn?: Uint32Array
}

/** Digests of another key match nothing, so that a search for them would find no leak whatever is there. Throws OtherKeyError. */
export function assertDigestedWith(key: DigestKey, { keyId }: { readonly keyId?: string }, whose: string): void {
  if (keyId === key.originalsId) return
  const made = keyId === undefined ? 'by an earlier nightmask, which did not note its key' : `with the key ${keyId}`
  throw new OtherKeyError(
    `${whose}: real values were digested ${made}, and the key at hand is ${key.originalsId}: nothing can be compared. Give the key of that run (--key-file), or start a new run.`,
  )
}
