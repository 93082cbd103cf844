import { RunFailedError } from '../../errors.ts'
import { recordLength } from './people-record.ts'
import { type PeopleShard, phraseWords } from './people-shard.ts'
import type { PhraseHash } from './words.ts'

/** The people of a run, in shared memory, as threads hand it on. */
export interface SharedPeople {
  readonly records: SharedArrayBuffer
  /** High word, low word, and one more than where the record begins; 0 where nothing is. */
  readonly phrases: SharedArrayBuffer
  /** Bits. */
  readonly filter: SharedArrayBuffer
}

/** A person has about three phrases, which take 60 bytes with the record: 12 million people, and 1.2 GB. */
const mostPhrases = 36_000_000
const slotWords = 3
const bitsForKey = 16

/** Looks people up by phrases. */
export class PeopleIndex {
  readonly records: Uint8Array
  readonly #slots: Uint32Array
  readonly #count: number
  readonly #filter: Uint32Array
  readonly #mask: number

  constructor({ records, phrases, filter }: SharedPeople) {
    this.records = new Uint8Array(records)
    this.#slots = new Uint32Array(phrases)
    this.#count = this.#slots.length / slotWords
    this.#filter = new Uint32Array(filter)
    this.#mask = this.#filter.length * 32 - 1
  }

  /** False when nobody is called so; true for some that nobody is called, too. */
  may(key: number): boolean {
    const filter = this.#filter
    const first = key & this.#mask
    // Of most keys this tells it, and a second place in memory need not be fetched.
    if (((filter[first >>> 5]! >>> (first & 31)) & 1) === 0) return false
    const second = secondBit(key) & this.#mask
    return ((filter[second >>> 5]! >>> (second & 31)) & 1) === 1
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
  const slotCount = Math.max(16, Math.ceil(phrases * 1.6))
  const slots = new Uint32Array(new SharedArrayBuffer(slotCount * slotWords * 4))
  const ranks = new Uint8Array(slotCount)
  const filterBits = 2 ** Math.ceil(Math.log2(Math.max(64, total(({ filter }) => filter.length) * bitsForKey)))
  const filter = new Uint32Array(new SharedArrayBuffer(Math.min(2 ** 31, filterBits) / 8))
  const mask = filter.length * 32 - 1
  const records = new Uint8Array(new SharedArrayBuffer(total((shard) => shard.records.length)))
  let end = 0
  for (const { filter: keys, phrases: own, records: from } of shards) {
    for (const key of keys) {
      const [first, second] = [key & mask, secondBit(key) & mask]
      filter[first >>> 5]! |= 1 << (first & 31)
      filter[second >>> 5]! |= 1 << (second & 31)
    }
    let [known, to] = [-1, -1]
    for (let at = 0; at < own.length; at += phraseWords) {
      const [hi, lo, record, rank] = [own[at]!, own[at + 1]!, own[at + 2]!, own[at + 3]!]
      const slot = slotFor(slots, slotCount, hi, lo)
      if (slots[slot * slotWords + 2] !== 0 && ranks[slot]! >= rank) continue
      ranks[slot] = rank
      if (known !== record) {
        const length = recordLength(from, record)
        for (let byte = 0; byte < length; byte++) records[end + byte] = from[record + byte]!
        ;[known, to] = [record, end]
        end += length
      }
      slots[slot * slotWords] = hi
      slots[slot * slotWords + 1] = lo
      slots[slot * slotWords + 2] = to + 1
    }
  }
  return { records: records.buffer, phrases: slots.buffer, filter: filter.buffer }
}

/** Where the phrase is, or will be. */
function slotFor(slots: Uint32Array, count: number, hi: number, lo: number): number {
  for (let slot = slotOf(hi, count); ; slot = slot + 1 === count ? 0 : slot + 1) {
    const at = slot * slotWords
    if (slots[at + 2] === 0 || (slots[at] === hi && slots[at + 1] === lo)) return slot
  }
}

function slotOf(hi: number, count: number): number {
  return Math.floor((hi / 2 ** 32) * count)
}

function secondBit(key: number): number {
  const mixed = Math.imul(key, 0xcc9e2d51)
  return mixed ^ (mixed >>> 16)
}
