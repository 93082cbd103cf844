import { DigestFilter } from './digest-filter.ts'
import { DigestSet } from './digest-set.ts'

/** What no fake may equal, as threads and functions hand it on. */
export interface SharedExclusions {
  /** A filter takes a few for real values that are none: a fake is drawn again that need not have been. */
  readonly kind: 'set' | 'filter'
  readonly shared: SharedArrayBuffer
  /** A filter of the first two words of those that are searched for within texts; absent where nobody asked for it. */
  readonly openers?: SharedArrayBuffer
}

export interface Exclusions {
  has(hi: number, lo: number): boolean
}

/** 67 million different values take 730 MiB as a set; a function that masks has 1,769. */
export const mostExact = 2 ** 26
const firstRoom = 2 ** 20
/** Of fixed size, so that the same values make the same filter in any order: 1 GiB, at 10⁹ values one in 30 others is taken for one. */
const filterFor = 2 ** 29

export function openExclusions({ kind, shared }: SharedExclusions): Exclusions {
  return kind === 'set' ? new DigestSet(shared) : new DigestFilter(shared)
}

/** Gathers digests that come many times into a set that grows, and into a filter when they are too many. */
export class ExclusionsBuilder {
  #set: DigestSet
  #room: number
  readonly #most: number
  #count = 0
  #filter: DigestFilter | null = null

  /** `expected`: how many there will be, duplicates too; null when nobody knows. */
  constructor(expected: number | null, most = mostExact) {
    this.#most = most
    this.#room = Math.min(expected ?? firstRoom, most)
    this.#set = new DigestSet(this.#room)
  }

  /** Pairs of high and low word. */
  add(digests: Uint32Array): void {
    for (let at = 0; at < digests.length; at += 2) this.#addOne(digests[at]!, digests[at + 1]!)
  }

  shared(): SharedExclusions {
    return this.#filter ? { kind: 'filter', shared: this.#filter.shared } : { kind: 'set', shared: this.#set.shared }
  }

  #addOne(hi: number, lo: number): void {
    if (this.#filter) this.#filter.add(hi, lo)
    else if (this.#set.add(hi, lo) && ++this.#count > Math.max(16, this.#room)) this.#grow()
  }

  #grow(): void {
    const slots = this.#set.slots()
    if (this.#room * 2 > this.#most) {
      this.#filter = new DigestFilter(filterFor)
      for (let at = 0; at < slots.length; at += 2)
        if (slots[at] !== 0 || slots[at + 1] !== 0) this.#filter.add(slots[at]!, slots[at + 1]!)
      this.#set = new DigestSet(0)
      return
    }
    this.#room = Math.max(16, this.#room) * 2
    const larger = new DigestSet(this.#room)
    for (let at = 0; at < slots.length; at += 2)
      if (slots[at] !== 0 || slots[at + 1] !== 0) larger.add(slots[at]!, slots[at + 1]!)
    this.#set = larger
  }
}
