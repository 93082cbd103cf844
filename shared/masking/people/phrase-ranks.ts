import { slotsFor } from './key-set.ts'

/** Phrases by their hash of 64 bits, each with the highest rank at which it came: open addressing that grows, at most half full. */
export class PhraseRanks {
  #hashes: Int32Array
  /** One more than the rank; 0 where nothing is. */
  #ranks: Uint8Array
  #count = 0

  /** `expected`: about how many there will be, so that it need not grow. */
  constructor(expected = 0) {
    const slots = slotsFor(expected)
    this.#hashes = new Int32Array(slots * 2)
    this.#ranks = new Uint8Array(slots)
  }

  get count(): number {
    return this.#count
  }

  /** False where it has such a rank or a higher one. */
  raise(hi: number, lo: number, rank: number): boolean {
    if (this.#count * 2 >= this.#ranks.length) this.#grow()
    const slot = this.#slotOf(hi, lo)
    const known = this.#ranks[slot]!
    if (known > rank) return false
    if (known === 0) {
      this.#hashes[slot * 2] = hi
      this.#hashes[slot * 2 + 1] = lo
      this.#count++
    }
    this.#ranks[slot] = rank + 1
    return true
  }

  /** Where it is, or will be. */
  #slotOf(hi: number, lo: number): number {
    const hashes = this.#hashes
    const last = this.#ranks.length - 1
    for (let slot = (hi ^ lo) & last; ; slot = (slot + 1) & last)
      if (this.#ranks[slot] === 0 || (hashes[slot * 2] === hi && hashes[slot * 2 + 1] === lo)) return slot
  }

  #grow(): void {
    const [hashes, ranks] = [this.#hashes, this.#ranks]
    this.#hashes = new Int32Array(hashes.length * 4)
    this.#ranks = new Uint8Array(ranks.length * 4)
    for (let from = 0; from < ranks.length; from++) {
      if (ranks[from] === 0) continue
      const slot = this.#slotOf(hashes[from * 2]!, hashes[from * 2 + 1]!)
      this.#hashes[slot * 2] = hashes[from * 2]!
      this.#hashes[slot * 2 + 1] = hashes[from * 2 + 1]!
      this.#ranks[slot] = ranks[from]!
    }
  }
}
