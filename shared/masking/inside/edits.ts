import type { ByteText } from '../redact/php-value.ts'

/** A text with some ranges of it replaced, in their order: all between them is the text's own. */
export class Edits {
  readonly #text: ByteText
  #made = ''
  #copied = 0

  constructor(text: ByteText) {
    this.#text = text
  }

  replace(start: number, end: number, by: ByteText): void {
    this.#made += this.#text.slice(this.#copied, start) + by
    this.#copied = end
  }

  /** Returns what takes back all that is replaced from now on. */
  mark(): () => void {
    const [made, copied] = [this.#made, this.#copied]
    return () => {
      this.#made = made
      this.#copied = copied
    }
  }

  result(): ByteText {
    return this.#copied === 0 && this.#made === '' ? this.#text : this.#made + this.#text.slice(this.#copied)
  }
}
