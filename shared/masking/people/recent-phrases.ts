/** A power of two. They fit into the cache of a core. */
const places = 1 << 15

/** The phrases that came last, by their hash of 64 bits, each with its highest rank. It forgets: what comes again much later is new to it. */
export class RecentPhrases {
  readonly #hashes = new Int32Array(places * 2)
  /** One more than the rank; 0 where nothing is. */
  readonly #ranks = new Uint8Array(places)

  /** False where it came with such a rank or a higher one. */
  raise(hi: number, lo: number, rank: number): boolean {
    const place = (hi ^ lo) & (places - 1)
    const hashes = this.#hashes
    const isKnown = hashes[place * 2] === hi && hashes[place * 2 + 1] === lo
    if (isKnown && this.#ranks[place]! > rank) return false
    hashes[place * 2] = hi
    hashes[place * 2 + 1] = lo
    this.#ranks[place] = rank + 1
    return true
  }
}
