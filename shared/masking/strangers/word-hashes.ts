const firstSlots = 1 << 10

/** A power of two, so that as many take half of them at the most. */
function slotsFor(lists: readonly Int32Array[]): number {
  const count = lists.reduce((sum, { length }) => sum + length, 0)
  return Math.max(firstSlots, 2 ** Math.ceil(Math.log2(count * 2 + 1)))
}

/** Hashes of words as Words has them (`los`), in open addressing over shared memory, at most half full: threads look up in one copy. */
export class WordHashes {
  readonly shared: SharedArrayBuffer
  /** 0 where nothing is: a word of that hash would not be known. */
  readonly #slots: Int32Array

  constructor(lists: readonly Int32Array[] | SharedArrayBuffer) {
    const isShared = lists instanceof SharedArrayBuffer
    this.shared = isShared ? lists : new SharedArrayBuffer(slotsFor(lists) * Int32Array.BYTES_PER_ELEMENT)
    this.#slots = new Int32Array(this.shared)
    if (!isShared) for (const list of lists) this.#addAll(list)
  }

  has(lo: number): boolean {
    return lo !== 0 && this.#slots[this.#slotOf(lo)] === lo
  }

  #addAll(list: Int32Array): void {
    for (let at = 0; at < list.length; at++) this.#slots[this.#slotOf(list[at]!)] = list[at]!
  }

  /** Where it is, or would be. */
  #slotOf(lo: number): number {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = (lo ^ (lo >>> 16)) & last; ; slot = (slot + 1) & last)
      if (slots[slot] === lo || slots[slot] === 0) return slot
  }
}
