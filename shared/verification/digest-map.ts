interface Entry<Value> {
  readonly hi: number
  readonly lo: number
  readonly value: Value
}

/** Values by 64-bit digest. */
export class DigestMap<Value> {
  readonly #byLow = new Map<number, Entry<Value>[]>()

  get(hi: number, lo: number): Value | undefined {
    return this.#byLow.get(lo)?.find((entry) => entry.hi === hi)?.value
  }

  /** The digest must not be there yet. */
  add(hi: number, lo: number, value: Value): void {
    const entries = this.#byLow.get(lo)
    if (entries) entries.push({ hi, lo, value })
    else this.#byLow.set(lo, [{ hi, lo, value }])
  }

  *entries(): Iterable<Entry<Value>> {
    for (const entries of this.#byLow.values()) yield* entries
  }
}
