import { DigestFilter } from '../masking/digests/digest-filter.ts'
import { DigestSet } from '../masking/digests/digest-set.ts'
import { OriginalDigest } from '../masking/digests/original-digest.ts'
import { assertDigestedWith, type DigestKey, type Originals } from '../masking/digests/originals.ts'
import { OriginalsRecorder } from '../masking/digests/originals-recorder.ts'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import { charsetOf } from '../masking/text/charset.ts'
import { transformers } from '../masking/transformers/index.ts'
import { type CanaryValues, canaryRules, canaryValues } from './canaries/canary.ts'
import { type CensusCounts, type OriginalsCensus, placeOf } from './originals-census.ts'
import type { SharedIndex } from './scan.ts'

/** What an earlier run has kept, which met the very same originals. */
export interface KeptIndex {
  readonly keptBy: string
  readonly seal: string
}

/** The filters of an index that was made before, without canaries. */
export interface StoredIndex {
  readonly census: CensusCounts
  readonly values: SharedArrayBuffer
  readonly openers: SharedArrayBuffer
  /** Drawn fakes of each column, in entries that hold nothing else. */
  readonly drawn: readonly Originals[]
  /** By which a later night knows that nobody has altered them (steps/seals.ts); absent where none may ask. */
  readonly seal?: string
}

/** Every original of a run and of its canaries, as filters; about two bytes for each, 2 GiB at the most. */
export class OriginalsIndex {
  readonly shared: SharedIndex
  readonly #values: DigestFilter
  readonly #openers: DigestFilter
  readonly #drawn: ReadonlyMap<string, DigestSet>
  readonly #key: DigestKey

  constructor(census: OriginalsCensus, canaries: readonly Originals[], key: DigestKey, stored?: StoredIndex) {
    this.#key = key
    census.add(canaries)
    const share = census.values / Math.max(1, census.values + census.openers)
    this.#values = new DigestFilter(stored?.values ?? census.values, share)
    this.#openers = new DigestFilter(stored?.openers ?? census.openers, 1 - share)
    this.#drawn = new Map([...census.drawn].map(([place, count]) => [place, new DigestSet(count)]))
    const [values, openers] = [this.#values.shared, this.#openers.shared]
    const drawn = [...this.#drawn].map(([place, { shared }]) => ({ place, digests: shared }))
    this.shared = { keyId: key.originalsId, columns: census.columns(), values, openers, drawn }
    this.add(canaries)
    if (stored) this.add(stored.drawn)
  }

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const { digests, openers, drawn = new Uint32Array() } = entry
      assertDigestedWith(this.#key, entry, placeOf(entry))
      for (let at = 0; at < digests.length; at += 2) this.#values.add(digests[at]!, digests[at + 1]!)
      for (let at = 0; at < openers.length; at += 2) this.#openers.add(openers[at]!, openers[at + 1]!)
      for (let at = 0; at < drawn.length; at += 2) this.#drawn.get(placeOf(entry))?.add(drawn[at]!, drawn[at + 1]!)
    }
  }
}

/** The column under which canaries are found. */
export const canaryPlace = { table: 'nightmask_canaries', column: 'planted' }

/** What a run's canaries hide, under a column of their own: recorded as the values of columns are. */
export function canaryOriginals(runId: string, key: OriginalsKey): Originals[] {
  const digest = new OriginalDigest(key)
  return Object.entries(canaryValues(runId)).flatMap(([name, value]) => {
    const rule = canaryRules[name as keyof CanaryValues]
    const plan = { column: canaryPlace.column, rule, domain: '', inheritedFrom: null }
    const recorder = new OriginalsRecorder(canaryPlace.table, plan, transformers.get(rule.mask)!, digest)
    const bytes = Buffer.from(value, 'utf8')
    recorder.record(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
    return recorder.originals().map((entry) => ({ ...entry, read: 0 }))
  })
}
