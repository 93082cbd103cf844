const most = 3
/** Characters that texts are written in, with the pictures among them: beyond are rare ones alone. */
const usual = 0x20000

/**
 * What characters become, as UTF-8: up to three bytes packed in one number, because a text has thousands of characters and a
 * table of arrays is slow to walk. Filled as characters come.
 */
export class FoldTable {
  readonly #packed = new Int32Array(usual)
  readonly #others = new Map<number, Uint8Array>()
  readonly #make: (code: number) => Uint8Array

  /** `make` gives the bytes of a code point. */
  constructor(make: (code: number) => Uint8Array) {
    this.#make = make
  }

  /** The bytes of a code point, the first one lowest, and their number plus one in the highest byte; -1 where they are more than three. */
  packed(code: number): number {
    return this.#packed[code] || this.#remember(code)
  }

  /** The bytes where they are more than three. */
  bytes(code: number): Uint8Array {
    return this.#others.get(code)!
  }

  #remember(code: number): number {
    const bytes = this.#others.get(code) ?? this.#make(code)
    let packed = (bytes.length + 1) << 24
    for (let at = 0; at < Math.min(most, bytes.length); at++) packed |= bytes[at]! << (8 * at)
    if (bytes.length > most) {
      packed = -1
      this.#others.set(code, bytes)
    }
    if (code < usual) this.#packed[code] = packed
    return packed
  }
}
