const firstSlots = 256

/** 64-bit digests as they come, without duplicates: open addressing that grows, at most half full. The digest 0 is left out. */
export class DigestList {
  #slots = new Uint32Array(firstSlots)
  #count = 0

  /** False where it was there already. */
  add(hi: number, lo: number): boolean {
    if (hi === 0 && lo === 0) return false
    if (this.#count * 4 >= this.#slots.length) this.#grow()
    const slots = this.#slots
    const mask = slots.length - 1
    for (let at = ((lo ^ hi) << 1) & mask; ; at = (at + 2) & mask) {
      const known = slots[at]
      if (known === hi && slots[at + 1] === lo) return false
      if (known !== 0 || slots[at + 1] !== 0) continue
      slots[at] = hi
      slots[at + 1] = lo
      this.#count++
      return true
    }
  }

  get isEmpty(): boolean {
    return this.#count === 0
  }

  /** High word, low word of each. */
  pairs(): Uint32Array {
    const slots = this.#slots
    const pairs = new Uint32Array(this.#count * 2)
    for (let at = 0, to = 0; at < slots.length; at += 2) {
      if (slots[at] === 0 && slots[at + 1] === 0) continue
      pairs[to++] = slots[at]!
      pairs[to++] = slots[at + 1]!
    }
    return pairs
  }

  #grow(): void {
    const pairs = this.pairs()
    this.#slots = new Uint32Array(this.#slots.length * 4)
    this.#count = 0
    for (let at = 0; at < pairs.length; at += 2) this.add(pairs[at]!, pairs[at + 1]!)
  }
}
