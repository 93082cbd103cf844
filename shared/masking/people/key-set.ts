const firstSlots = 1 << 10

/** A power of two, so that as many take half of them at the most. */
export function slotsFor(expected: number): number {
  return Math.max(firstSlots, 2 ** Math.ceil(Math.log2(expected * 2 + 1)))
}

/** Different keys of 32 bits, in no order: open addressing that grows, at most half full. */
export class KeySet {
  /** 0 where nothing is. */
  #slots: Int32Array
  #count = 0
  #hasZero = false

  /** `expected`: about how many there will be, so that it need not grow. */
  constructor(expected = 0) {
    this.#slots = new Int32Array(slotsFor(expected))
  }

  get count(): number {
    return this.#count
  }

  add(key: number): void {
    if (key === 0) {
      this.#hasZero = true
      return
    }
    if (this.#count * 2 >= this.#slots.length) this.#grow()
    const slot = this.#slotOf(key)
    if (this.#slots[slot] === key) return
    this.#slots[slot] = key
    this.#count++
  }

  all(): Uint32Array {
    const keys = new Uint32Array(this.#count + (this.#hasZero ? 1 : 0))
    let count = 0
    for (const key of this.#slots) if (key !== 0) keys[count++] = key
    return keys
  }

  /** Where it is, or will be. */
  #slotOf(key: number): number {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = (key ^ (key >>> 16)) & last; ; slot = (slot + 1) & last)
      if (slots[slot] === key || slots[slot] === 0) return slot
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Int32Array(before.length * 4)
    for (const key of before) if (key !== 0) this.#slots[this.#slotOf(key)] = key
  }
}
