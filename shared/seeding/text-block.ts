const blockBytes = 1 << 20
/** No row is longer than this: a block is handed over when less is left. */
const slackBytes = 1 << 16
const zero = 0x30
const nullCell = Uint8Array.of(0x5c, 0x4e)

/** LOAD DATA text in one reused megabyte: what `take` returns is valid until the next byte is written. */
export class TextBlock {
  readonly #bytes = new Uint8Array(blockBytes + slackBytes)
  #length = 0

  get isFull(): boolean {
    return this.#length >= blockBytes
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  take(): Uint8Array {
    const block = this.#bytes.subarray(0, this.#length)
    this.#length = 0
    return block
  }

  /** Bytes as they are: already UTF-8 and escaped. */
  raw(bytes: Uint8Array): void {
    const target = this.#bytes
    let at = this.#length
    // Below about 40 bytes a loop is faster than the call of set().
    if (bytes.length > 40) target.set(bytes, at)
    else for (let from = 0; from < bytes.length; from++) target[at + from] = bytes[from]!
    at += bytes.length
    this.#length = at
  }

  byte(code: number): void {
    this.#bytes[this.#length++] = code
  }

  tab(): void {
    this.#bytes[this.#length++] = 0x09
  }

  endRow(): void {
    this.#bytes[this.#length++] = 0x0a
  }

  null(): void {
    this.raw(nullCell)
  }

  /** A whole number from 0 to 2^53. */
  integer(value: number): void {
    let digits = 1
    for (let bound = 10; bound <= value; bound *= 10) digits++
    this.#digits(value, digits)
  }

  /** Hundredths as `12.05`. */
  cents(value: number): void {
    const whole = Math.floor(value / 100)
    this.integer(whole)
    this.byte(0x2e)
    this.#digits(value - whole * 100, 2)
  }

  /** Two digits, as in times. */
  twoDigits(value: number): void {
    this.#digits(value, 2)
  }

  #digits(value: number, digits: number): void {
    const end = this.#length + digits
    let rest = value
    for (let at = end - 1; at >= this.#length; at--) {
      const tenth = Math.floor(rest / 10)
      this.#bytes[at] = zero + rest - tenth * 10
      rest = tenth
    }
    this.#length = end
  }
}

/** Text as UTF-8 with LOAD DATA's escapes. */
export function loadText(text: string): Uint8Array {
  return new TextEncoder().encode(
    text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\0', '\\0'),
  )
}
