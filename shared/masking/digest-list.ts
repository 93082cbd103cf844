/** Digests as they come, without duplicates within one chunk; grows by doubling. Pairs: high word, low word. */
export class DigestList {
  #slots = new Uint32Array(2048).fill(0)
  #pairs = new Uint32Array(1024)
  #count = 0

  add(hi: number, lo: number): void {
    if (hi === 0 && lo === 0) return
    if (this.#count * 4 > this.#slots.length) this.#grow()
    const mask = this.#slots.length / 2 - 1
    for (let slot = (lo ^ hi) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot * 2]
      if (known === hi && this.#slots[slot * 2 + 1] === lo) return
      if (known !== 0 || this.#slots[slot * 2 + 1] !== 0) continue
      this.#slots[slot * 2] = hi
      this.#slots[slot * 2 + 1] = lo
      break
    }
    if (this.#count * 2 === this.#pairs.length) this.#pairs = extended(this.#pairs)
    this.#pairs[this.#count * 2] = hi
    this.#pairs[this.#count * 2 + 1] = lo
    this.#count++
  }

  pairs(): Uint32Array {
    return this.#pairs.slice(0, this.#count * 2)
  }

  #grow(): void {
    const pairs = this.pairs()
    this.#slots = new Uint32Array(this.#slots.length * 2)
    this.#count = 0
    for (let at = 0; at < pairs.length; at += 2) this.add(pairs[at]!, pairs[at + 1]!)
  }
}

function extended(pairs: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(pairs.length * 2)
  longer.set(pairs)
  return longer
}
