const firstSlots = 1 << 10

/** A power of two, so that as many take half of them at the most. */
function slotsFor(count: number): number {
  return Math.max(firstSlots, 2 ** Math.ceil(Math.log2(count * 2 + 1)))
}

/** Hashes of words as Words has them (`los`), in open addressing over shared memory, at most half full: threads look up in one copy. */
export class WordHashes {
  readonly shared: SharedArrayBuffer
  /** 0 where nothing is: a word of that hash would not be known. */
  readonly #slots: Int32Array

  constructor(hashes: ReadonlySet<number> | SharedArrayBuffer) {
    const isShared = hashes instanceof SharedArrayBuffer
    this.shared = isShared ? hashes : new SharedArrayBuffer(slotsFor(hashes.size) * Int32Array.BYTES_PER_ELEMENT)
    this.#slots = new Int32Array(this.shared)
    if (!isShared) for (const lo of hashes) this.#slots[this.#slotOf(lo)] = lo
  }

  has(lo: number): boolean {
    return lo !== 0 && this.#slots[this.#slotOf(lo)] === lo
  }

  /** Where it is, or would be. */
  #slotOf(lo: number): number {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = (lo ^ (lo >>> 16)) & last; ; slot = (slot + 1) & last)
      if (slots[slot] === lo || slots[slot] === 0) return slot
  }
}
