import { HmacDraw } from '../draw.ts'
import { createFf1, type Ff1 } from './ff1.ts'

const fewestForFf1 = 6

/**
 * All strings of as many digits in one cycle, in an order that only the key knows: each has another one `steps` further on, no two
 * have the same, and none has itself. It is a rotation seen through FF1, or through a shuffled table where the strings are too few for it.
 */
export class DigitCycle {
  readonly #shortKey: Uint8Array
  readonly #ff1: Ff1
  #last = ''
  #lastEncrypted = ''

  constructor(subkey: (purpose: string) => Uint8Array) {
    this.#ff1 = createFf1(subkey('ff1'))
    this.#shortKey = subkey('shuffled-digits')
  }

  /** Steps from 1 on, fewer than there are strings. */
  after(digits: string, steps: number): string {
    if (digits.length < fewestForFf1) return tableOf(digits.length, this.#shortKey).after(digits, steps)
    // Who walks on asks for the same string again.
    if (digits !== this.#last) {
      this.#lastEncrypted = this.#ff1.encrypt(digits)
      this.#last = digits
    }
    return this.#ff1.decrypt(rotate(this.#lastEncrypted, steps))
  }
}

function rotate(digits: string, steps: number): string {
  const turned = (BigInt(digits) + BigInt(steps)) % 10n ** BigInt(digits.length)
  return turned.toString().padStart(digits.length, '0')
}

const tables = new Map<string, Shuffled>()

/** A table of five digits takes a tenth of a second, which every chunk would pay again. */
function tableOf(length: number, subkey: Uint8Array): Shuffled {
  const name = `${length} ${Buffer.from(subkey).toString('base64')}`
  const table = tables.get(name) ?? new Shuffled(length, subkey)
  tables.set(name, table)
  return table
}

class Shuffled {
  readonly #order: Uint32Array
  readonly #places: Uint32Array
  readonly #length: number

  constructor(length: number, subkey: Uint8Array) {
    this.#length = length
    this.#order = shuffle(10 ** length, subkey)
    this.#places = new Uint32Array(this.#order.length)
    this.#order.forEach((number, place) => {
      this.#places[number] = place
    })
  }

  after(digits: string, steps: number): string {
    const place = (this.#places[Number(digits)]! + steps) % this.#order.length
    return String(this.#order[place]).padStart(this.#length, '0')
  }
}

/** Fisher and Yates. A draw gives out a limited stream, so each place has one of its own. */
function shuffle(count: number, subkey: Uint8Array): Uint32Array {
  const numbers = Uint32Array.from({ length: count }, (_, at) => at)
  const draw = new HmacDraw(subkey)
  for (let last = count - 1; last > 0; last--) {
    draw.begin(Buffer.from(`${count} ${last}`), 0, `${count} ${last}`.length, 0)
    const other = draw.int(last + 1)
    const number = numbers[last]!
    numbers[last] = numbers[other]!
    numbers[other] = number
  }
  return numbers
}
