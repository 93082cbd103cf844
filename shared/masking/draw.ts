import { digestWords, Hmac } from './digests/hmac.ts'
import type { Draw } from './transformer.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The draw of one value at a time: `begin` sets the value, every choice consumes bytes of HMAC(subkey, value ‖ counter). */
export class HmacDraw implements Draw {
  attempt = 0
  readonly #hmac: Hmac
  #value: Uint8Array = new Uint8Array()
  #start = 0
  #end = 0
  #counter = 0
  /** Words of the last digest that are used up. */
  #used = digestWords

  constructor(subkey: Uint8Array) {
    this.#hmac = new Hmac(subkey)
  }

  /** The value's bytes must stay as they are until the mask has returned. `attempt` > 0 draws again, otherwise. */
  begin(value: Uint8Array, start: number, end: number, attempt: number): void {
    this.#value = value
    this.#start = start
    this.#end = end
    this.attempt = attempt
    this.#counter = attempt * 16
    this.#used = digestWords
  }

  int(bound: number): number {
    // Rejection keeps the choice uniform: the incomplete last run of `bound` numbers is drawn again.
    const limit = 2 ** 32 - (2 ** 32 % bound)
    for (;;) {
      const number = this.#word()
      if (number < limit) return number % bound
    }
  }

  fraction(): number {
    return (this.#word() >>> 5) * 2 ** -27
  }

  tag(length: number): string {
    let tag = ''
    while (tag.length < length) {
      let word = this.#word()
      for (let i = 0; i < 6 && tag.length < length; i++, word >>>= 5) tag += alphabet[word & 31]
    }
    return tag
  }

  #word(): number {
    if (this.#used === digestWords) {
      this.#hmac.run(this.#value, this.#start, this.#end, this.#counter++ & 0xff)
      this.#used = 0
    }
    return this.#hmac.words[this.#used++]!
  }
}
