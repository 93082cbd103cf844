/** Keys in a fixed order. A key is its cells as the server sent them: length-encoded strings, 0xFB for NULL. */
export interface Keys {
  readonly size: number
  /** The bytes of one key; valid until a key is added. */
  at(index: number): Uint8Array
}

const firstBytes = 1 << 12
const firstKeys = 1 << 8
const fullest = 0.6

/** Distinct keys in the order in which they came, in one growing block of bytes: the key and about 11 bytes each. */
export class KeySet implements Keys {
  size = 0
  #bytes = new Uint8Array(firstBytes)
  #ends = new Uint32Array(firstKeys)
  /** Index + 1 of the key in each slot, 0 for an empty one. */
  #slots = new Uint32Array(firstKeys * 2)

  /** Adds bytes[start, end) when it is new; returns its index. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const slot = this.#slotOf(bytes, start, end)
    const known = this.#slots[slot]!
    if (known > 0) return known - 1
    this.#append(bytes, start, end)
    this.#slots[slot] = this.size
    if (this.size > this.#slots.length * fullest) this.#spread()
    return this.size - 1
  }

  /** The key's index, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(bytes, start, end)]! - 1
  }

  at(index: number): Uint8Array {
    return this.#bytes.subarray(this.#startOf(index), this.#ends[index])
  }

  get byteLength(): number {
    return this.#startOf(this.size)
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const at = this.byteLength
    const next = at + end - start
    if (next > this.#bytes.length) this.#bytes = longer(this.#bytes, new Uint8Array(Math.max(next, at * 2)))
    if (this.size === this.#ends.length) this.#ends = longer(this.#ends, new Uint32Array(this.size * 2))
    for (let from = start, to = at; from < end; ) this.#bytes[to++] = bytes[from++]!
    this.#ends[this.size++] = next
  }

  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots
    for (let slot = hash(bytes, start, end) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const known = slots[slot]!
      if (known === 0 || this.#equals(known - 1, bytes, start, end)) return slot
    }
  }

  #equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    let at = this.#startOf(index)
    if (this.#ends[index]! - at !== end - start) return false
    for (let from = start; from < end; ) if (this.#bytes[at++] !== bytes[from++]) return false
    return true
  }

  #spread(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2)
    for (let index = 0; index < this.size; index++)
      this.#slots[this.#slotOf(this.#bytes, this.#startOf(index), this.#ends[index]!)] = index + 1
  }
}

// FNV-1a, with a last mix because the slots take the low bits.
function hash(bytes: Uint8Array, start: number, end: number): number {
  let state = 0x811c9dc5
  for (let at = start; at < end; at++) state = Math.imul(state ^ bytes[at]!, 0x01000193)
  return (state ^ (state >>> 15)) >>> 0
}

function longer<Block extends Uint8Array | Uint32Array>(from: Block, to: Block): Block {
  to.set(from)
  return to
}
