import { RunFailedError } from '../../errors.ts'
import { KeyFilter } from './key-filter.ts'
import { recordLength } from './people-record.ts'
import { type PeopleShard, phraseWords } from './people-shard.ts'
import type { PhraseHash } from './words.ts'

/** The people of a run, in shared memory, as threads hand it on. */
export interface SharedPeople {
  readonly records: SharedArrayBuffer
  /** High word, low word, and one more than where the record begins; 0 where nothing is. */
  readonly phrases: SharedArrayBuffer
  readonly pairs: SharedArrayBuffer
  readonly ends: SharedArrayBuffer
  readonly wholes: SharedArrayBuffer
}

/** A person has about three phrases, which take 60 bytes with the record: 12 million people, and 1.2 GB. */
const mostPhrases = 36_000_000
const slotWords = 3

/** Looks people up by phrases. What a filter finds nobody may be; what it does not find, nobody is. */
export class PeopleIndex {
  readonly records: Uint8Array
  /** By `pairKey`. */
  readonly pairs: KeyFilter
  /** By `endKey` and `loneKey`. */
  readonly ends: KeyFilter
  /** By `phraseKey`. */
  readonly wholes: KeyFilter
  readonly #slots: Uint32Array
  readonly #count: number

  constructor({ records, phrases, pairs, ends, wholes }: SharedPeople) {
    this.records = new Uint8Array(records)
    this.pairs = new KeyFilter(pairs)
    this.ends = new KeyFilter(ends)
    this.wholes = new KeyFilter(wholes)
    this.#slots = new Uint32Array(phrases)
    this.#count = this.#slots.length / slotWords
  }

  /** Where the record of somebody of that phrase begins, -1 for nobody. */
  find({ hi, lo }: PhraseHash): number {
    const slots = this.#slots
    const [high, low] = [hi >>> 0, lo >>> 0]
    for (let slot = slotOf(high, this.#count); ; slot = slot + 1 === this.#count ? 0 : slot + 1) {
      const at = slot * slotWords
      if (slots[at + 2] === 0) return -1
      if (slots[at] === high && slots[at + 1] === low) return slots[at + 2]! - 1
    }
  }
}

/** The people of all chunks; of those with the same phrase the highest rank counts, then the first. Null for none. Throws RunFailedError for too many. */
export function indexPeople(shards: readonly PeopleShard[]): SharedPeople | null {
  const total = (count: (shard: PeopleShard) => number) => shards.reduce((sum, shard) => sum + count(shard), 0)
  const phrases = total((shard) => shard.phrases.length / phraseWords)
  if (phrases === 0) return null
  if (phrases > mostPhrases)
    throw new RunFailedError(
      `The people of this database go by ${phrases} names and numbers, and redact holds ${mostPhrases} of them in memory: let free_text replace the texts, or mask fewer columns of people.`,
    )
  const building = new IndexBuilding(
    phrases,
    total(({ wholes }) => wholes.length),
    total((shard) => shard.records.length),
  )
  for (const shard of shards) building.addShard(shard)
  return building.built()
}

/** One small step for each key and phrase, which is compiled once; numbers of 32 bits as the machine has them. */
class IndexBuilding {
  readonly #slots: Int32Array
  readonly #count: number
  readonly #ranks: Uint8Array
  readonly #pairs = new KeyFilter()
  readonly #ends = new KeyFilter()
  readonly #wholes: KeyFilter
  readonly #records: Uint8Array
  /** Behind the last record. */
  #end = 0
  /** Where the record at hand begins in its shard, and here; -1 for none. */
  #known = -1
  #to = -1

  constructor(phrases: number, wholes: number, recordBytes: number) {
    this.#count = Math.max(16, Math.ceil(phrases * 1.6))
    this.#slots = new Int32Array(new SharedArrayBuffer(this.#count * slotWords * 4))
    this.#ranks = new Uint8Array(this.#count)
    this.#wholes = KeyFilter.of(wholes)
    this.#records = new Uint8Array(new SharedArrayBuffer(recordBytes))
  }

  addShard({ pairs, ends, wholes, phrases, records }: PeopleShard): void {
    this.#pairs.addAll(pairs)
    this.#ends.addAll(ends)
    this.#wholes.addAll(wholes)
    const own = signed(phrases)
    this.#known = -1
    for (let at = 0; at < own.length; at += phraseWords)
      this.#addPhrase(own[at]!, own[at + 1]!, own[at + 2]!, own[at + 3]!, records)
  }

  built(): SharedPeople {
    const shared = (array: Int32Array | Uint8Array) => array.buffer as SharedArrayBuffer
    const filters = { pairs: this.#pairs.shared, ends: this.#ends.shared, wholes: this.#wholes.shared }
    return { records: shared(this.#records), phrases: shared(this.#slots), ...filters }
  }

  #addPhrase(hi: number, lo: number, record: number, rank: number, records: Uint8Array): void {
    const slots = this.#slots
    const slot = this.#slotFor(hi, lo)
    const at = slot * slotWords
    if (slots[at + 2] !== 0 && this.#ranks[slot]! >= rank) return
    this.#ranks[slot] = rank
    if (this.#known !== record) {
      this.#known = record
      this.#to = this.#end
      this.#copy(records, record >>> 0)
    }
    slots[at] = hi
    slots[at + 1] = lo
    slots[at + 2] = this.#to + 1
  }

  #copy(from: Uint8Array, record: number): void {
    const [to, end] = [this.#records, this.#end]
    const length = recordLength(from, record)
    for (let byte = 0; byte < length; byte++) to[end + byte] = from[record + byte]!
    this.#end = end + length
  }

  /** Where the phrase is, or will be. */
  #slotFor(hi: number, lo: number): number {
    const [slots, count] = [this.#slots, this.#count]
    for (let slot = slotOf(hi >>> 0, count); ; slot = slot + 1 === count ? 0 : slot + 1) {
      const at = slot * slotWords
      if (slots[at + 2] === 0 || (slots[at] === hi && slots[at + 1] === lo)) return slot
    }
  }
}

function signed({ buffer, byteOffset, length }: Uint32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length)
}

function slotOf(hi: number, count: number): number {
  return Math.floor((hi / 2 ** 32) * count)
}
