import { AesBlock } from './aes.ts'

/** 10^9 and its remainders fit in numbers without BigInt. */
export const mostShort = 18
const rounds = 10
const two16 = 65_536

/** FF1 (ff1.ts) of strings of 2 to 18 digits without a tweak, where each round is one block and all numbers are small: the same, ten times as fast. */
export class ShortFf1 {
  readonly #aes: AesBlock
  readonly #forms = new Map<number, Form>()

  constructor(key: Uint8Array) {
    this.#aes = new AesBlock(key)
  }

  encrypt(digits: string): string {
    const form = this.#formOf(digits.length)
    let left = Number(digits.slice(0, form.u))
    let right = Number(digits.slice(form.u))
    for (let round = 0; round < rounds; round++) {
      const modulus = round & 1 ? form.modulus1 : form.modulus0
      const sum = (left + this.#remainder(form, round, right, modulus)) % modulus
      left = right
      right = sum
    }
    return join(form, left, right)
  }

  decrypt(digits: string): string {
    const form = this.#formOf(digits.length)
    let left = Number(digits.slice(0, form.u))
    let right = Number(digits.slice(form.u))
    for (let round = rounds - 1; round >= 0; round--) {
      const modulus = round & 1 ? form.modulus1 : form.modulus0
      const difference = (right - this.#remainder(form, round, left, modulus) + modulus) % modulus
      right = left
      left = difference
    }
    return join(form, left, right)
  }

  /** The first 64 bits of the block of round and number, by the modulus. */
  #remainder({ mac, numberBits }: Form, round: number, half: number, modulus: number): number {
    const isWide = numberBits === 32
    const word3 = isWide ? half : (round << numberBits) | half
    this.#aes.encrypt(mac[0]!, mac[1]!, mac[2]! ^ (isWide ? round : 0), mac[3]! ^ word3)
    const [high, low] = [this.#aes.out[0]!, this.#aes.out[1]!]
    let rest = ((high >>> 16) * two16 + (high & 0xffff)) % modulus
    rest = (rest * two16 + (low >>> 16)) % modulus
    return (rest * two16 + (low & 0xffff)) % modulus
  }

  #formOf(n: number): Form {
    const known = this.#forms.get(n)
    if (known) return known
    const u = n >> 1
    const v = n - u
    this.#aes.encrypt(0x01020100, 0x000a0a00 | u, n, 0)
    const numberBits = 8 * Math.ceil(Math.ceil(v * Math.log2(10)) / 8)
    const form = { u, v, modulus0: 10 ** u, modulus1: 10 ** v, numberBits, mac: this.#aes.out.slice() }
    this.#forms.set(n, form)
    return form
  }
}

/** What is the same for all strings of one length, in the words of the standard; the number of a round has 8 to 32 bits. */
interface Form {
  readonly u: number
  readonly v: number
  readonly modulus0: number
  readonly modulus1: number
  readonly numberBits: number
  readonly mac: Int32Array
}

function join({ u, v }: Form, left: number, right: number): string {
  return String(left).padStart(u, '0') + String(right).padStart(v, '0')
}
