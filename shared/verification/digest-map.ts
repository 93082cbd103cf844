interface Entry<Value> {
  readonly hi: number
  readonly lo: number
  readonly value: Value
}

const metBits = 2 ** 14
const metShift = 32 - Math.log2(metBits)

/** Values by 64-bit digest. */
export class DigestMap<Value> {
  readonly #byLow = new Map<number, Entry<Value>[]>()
  /** Which first bits of a low word are there: of nearly all that are looked up, none. Null where nothing is. */
  #met: Uint32Array | null = null

  get(hi: number, lo: number): Value | undefined {
    const bit = lo >>> metShift
    if (this.#met === null || (this.#met[bit >>> 5]! & (1 << (bit & 31))) === 0) return undefined
    return this.#byLow.get(lo)?.find((entry) => entry.hi === hi)?.value
  }

  /** The digest must not be there yet. */
  add(hi: number, lo: number, value: Value): void {
    const bit = lo >>> metShift
    this.#met ??= new Uint32Array(metBits / 32)
    this.#met[bit >>> 5]! |= 1 << (bit & 31)
    const entries = this.#byLow.get(lo)
    if (entries) entries.push({ hi, lo, value })
    else this.#byLow.set(lo, [{ hi, lo, value }])
  }

  *entries(): Iterable<Entry<Value>> {
    for (const entries of this.#byLow.values()) yield* entries
  }
}
