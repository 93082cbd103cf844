const [firstBits, mostBits] = [8, 10]
const slots = 1 << mostBits
/** Of one chunk so many are stored. */
const storedAtMost = 64

/** By so many counts it is judged what makes room. */
const sampled = new Uint32Array(32)
/** Into what the next one that makes room moves; what it leaves is there then. */
const spare = { keys: new Uint32Array(slots), counts: new Uint32Array(slots) }

/** What is stored of one chunk. */
export interface StoredFrequencies {
  /** 32 bits of a keyed digest and a count for each of its most frequent values, base64. */
  readonly counts: string
  /** Cells by which each count may be too low. */
  readonly missed: number
  /** The same of values that are frequent in other chunks and not among these. */
  readonly cut: number
}

/**
 * How often the most frequent values of a column come, over digests: exact up to 768 different ones. When there is no room, the median of all
 * counts is taken from each, and what has none left makes room (Anderson and others, "A High-Performance Algorithm for Identifying
 * Frequent Items in Data Streams", 2017). Counts are never too high but for two values of equal digests, and at most `missed` too low.
 */
export class FrequentValues {
  #bits = firstBits
  #keys = new Uint32Array(1 << firstBits)
  #counts = new Uint32Array(1 << firstBits)
  #used = 0
  #taken = 0
  readonly #merged = { isAll: true, missed: 0, cut: 0 }

  /** Cells by which each count may be too low. */
  get missed(): number {
    return this.#taken + (this.#merged.isAll ? this.#merged.missed : this.#merged.cut)
  }

  add(key: number, count = 1): void {
    this.#put(key, count)
    if (this.#used * 4 < this.#keys.length * 3) return
    if (this.#bits < mostBits) this.#grow()
    else this.#makeRoom()
  }

  merge({ counts, missed, cut }: StoredFrequencies): void {
    this.#merged.isAll &&= this.#used === 0
    const stored = new Uint32Array(Uint8Array.from(Buffer.from(counts, 'base64')).buffer)
    for (let at = 0; at < stored.length; at += 2) this.add(stored[at]!, stored[at + 1]!)
    this.#merged.missed += missed
    this.#merged.cut += cut
  }

  /** Counts, highest first. */
  top(most: number): number[] {
    return this.#ranked()
      .slice(0, most)
      .map((slot) => this.#counts[slot]!)
  }

  store(): StoredFrequencies {
    const ranked = this.#ranked()
    const stored = new Uint32Array(Math.min(ranked.length, storedAtMost) * 2)
    for (let at = 0; at < stored.length; at += 2) {
      stored[at] = this.#keys[ranked[at >> 1]!]!
      stored[at + 1] = this.#counts[ranked[at >> 1]!]!
    }
    const next = ranked[storedAtMost]
    const cut = this.#taken + this.#merged.cut + (next === undefined ? 0 : this.#counts[next]!)
    return { counts: Buffer.from(stored.buffer).toString('base64'), missed: this.missed, cut }
  }

  /** The slots of all values, the most frequent first; equal ones by their digests, wherever they stand. */
  #ranked(): number[] {
    const [keys, counts] = [this.#keys, this.#counts]
    const all: number[] = []
    for (let slot = 0; slot < counts.length; slot++) if (counts[slot]! > 0) all.push(slot)
    return all.sort((a, b) => counts[b]! - counts[a]! || keys[a]! - keys[b]!)
  }

  #put(key: number, count: number): void {
    const [keys, counts] = [this.#keys, this.#counts]
    const last = keys.length - 1
    let slot = key >>> (32 - this.#bits)
    while (counts[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & last
    if (counts[slot] === 0) {
      keys[slot] = key
      this.#used++
    }
    counts[slot]! += count
  }

  /** Who has more than a few different values has many. */
  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts]
    this.#bits = mostBits
    this.#keys = new Uint32Array(slots)
    this.#counts = new Uint32Array(slots)
    this.#used = 0
    for (let slot = 0; slot < keys.length; slot++) if (counts[slot]! > 0) this.#put(keys[slot]!, counts[slot]!)
  }

  /** Takes about the median from each count, so that about half of them leave. */
  #makeRoom(): void {
    const [keys, counts] = [this.#keys, this.#counts]
    const median = this.#someMedian()
    this.#keys = spare.keys
    this.#counts = spare.counts.fill(0)
    spare.keys = keys
    spare.counts = counts
    this.#used = 0
    for (let slot = 0; slot < slots; slot++) {
      const left = counts[slot]! - median
      if (left > 0) this.#put(keys[slot]!, left)
    }
    this.#taken += median
  }

  /** Of the counts in so many slots. */
  #someMedian(): number {
    let found = 0
    for (let slot = 0; found < sampled.length && slot < slots; slot++) {
      const count = this.#counts[slot]!
      if (count > 0) sampled[found++] = count
    }
    return sampled.subarray(0, found).sort()[found >> 1]!
  }
}
