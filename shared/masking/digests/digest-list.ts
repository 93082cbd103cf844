import { giveWords, takeZeros } from './spare-words.ts'

const firstSlots = 256
/** Who has more than a few has thousands. */
const fewestGrown = 16_384
const mostAddsForOne = 1.25

/** A power of two, so that as many take half of the room at the most. */
function slotsFor(expected: number): number {
  return 2 ** Math.ceil(Math.log2(expected * 4 + 1))
}

/** 64-bit digests as they come, without duplicates: open addressing that grows, at most half full. The digest 0 is left out. */
export class DigestList {
  #slots: Uint32Array<ArrayBuffer>
  #count = 0
  #added = 0
  readonly #adds: number

  /**
   * `expected`: about how many there will be, so that it need not grow. Who does not know says about how often `add` is called: when most
   * of the first ones differ, the list grows to as many at once.
   */
  constructor(expected = 0, adds = 0) {
    this.#adds = adds
    const slots = slotsFor(expected)
    this.#slots = slots > firstSlots ? takeZeros(slots) : new Uint32Array(firstSlots)
  }

  get count(): number {
    return this.#count
  }

  /** False where it was there already. */
  add(hi: number, lo: number): boolean {
    if (hi === 0 && lo === 0) return false
    this.#added++
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

  /** High word, low word of each; the list is empty then. */
  drain(): Uint32Array {
    const slots = this.#slots
    const pairs = new Uint32Array(this.#count * 2)
    for (let at = 0, to = 0; at < slots.length && to < pairs.length; at += 2) {
      if (slots[at] === 0 && slots[at + 1] === 0) continue
      pairs[to++] = slots[at]!
      pairs[to++] = slots[at + 1]!
    }
    this.#slots = new Uint32Array(firstSlots)
    this.#count = 0
    this.#added = 0
    giveWords(slots)
    return pairs
  }

  // All are different, so each takes the first place that is free.
  #grow(): void {
    const before = this.#slots
    const areMostNew = this.#added < this.#count * mostAddsForOne
    const slots = takeZeros(Math.max(before.length * 4, fewestGrown, areMostNew ? slotsFor(this.#adds) : 0))
    const mask = slots.length - 1
    for (let from = 0; from < before.length; from += 2) {
      const hi = before[from]!
      const lo = before[from + 1]!
      if (hi === 0 && lo === 0) continue
      let at = ((lo ^ hi) << 1) & mask
      while (slots[at] !== 0 || slots[at + 1] !== 0) at = (at + 2) & mask
      slots[at] = hi
      slots[at + 1] = lo
    }
    this.#slots = slots
    giveWords(before)
  }
}
