/**
 * xoshiro128** (Blackman and Vigna), started anew for every row: a row depends on the seed, its stream and its number only,
 * so any row can be made without those before it, on any machine.
 */
export class RowRandom {
  readonly #low: number
  readonly #high: number
  readonly #state = new Uint32Array(4)

  /** `stream` keeps tables and purposes apart under one seed. */
  constructor(seed: number, stream: string) {
    let salt = 0x811c9dc5
    for (const character of stream) salt = Math.imul(salt ^ character.codePointAt(0)!, 0x01000193)
    this.#low = mix((seed >>> 0) ^ salt)
    this.#high = mix(Math.floor(seed / 2 ** 32) + salt)
  }

  /** Begins the draws of a row; rows count up to 2^53. */
  begin(row: number): this {
    let seed = mix(this.#low ^ mix(row >>> 0)) ^ mix(this.#high + Math.floor(row / 2 ** 32))
    for (let word = 0; word < 4; word++) {
      seed = (seed + 0x9e3779b9) | 0
      this.#state[word] = mix(seed)
    }
    return this
  }

  /** Uniform in [0, 1), in steps of 2^-32. */
  fraction(): number {
    return this.#next() / 2 ** 32
  }

  /** Uniform integer in [0, bound). */
  below(bound: number): number {
    return Math.floor((this.#next() * bound) / 2 ** 32)
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.#next() < probability * 2 ** 32
  }

  /** 32 uniform bits, unsigned. */
  bits(): number {
    return this.#next()
  }

  #next(): number {
    const state = this.#state
    const [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!]
    const scrambled = Math.imul(b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const e = c ^ a
    const f = d ^ b
    state[1] = b ^ e
    state[0] = a ^ f
    state[2] = e ^ (b << 9)
    state[3] = (f << 11) | (f >>> 21)
    return result
  }
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
export function mix(value: number): number {
  let bits = value | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
