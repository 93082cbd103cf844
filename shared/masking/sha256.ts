// SHA-256 (FIPS 180-4) in plain JS: node:crypto costs more per short value than the hash itself (bench/masking.ts).

const constants = Int32Array.from(firstPrimes(64).map((prime) => fraction(Math.cbrt(prime))))
const initial = Int32Array.from(firstPrimes(8).map((prime) => fraction(Math.sqrt(prime))))
const schedule = new Int32Array(64)

export const blockBytes = 64
export const digestBytes = 32

export function initialState(): Int32Array {
  return initial.slice()
}

/** Runs one 64-byte block of `bytes` at `offset` through the compression function; `state` is changed. */
export function compress(state: Int32Array, bytes: Uint8Array, offset: number): void {
  const w = schedule
  for (let t = 0; t < 16; t++, offset += 4)
    w[t] = (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!
    const y = w[t - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[t]! + w[t]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (state[0]! + a) | 0
  state[1] = (state[1]! + b) | 0
  state[2] = (state[2]! + c) | 0
  state[3] = (state[3]! + d) | 0
  state[4] = (state[4]! + e) | 0
  state[5] = (state[5]! + f) | 0
  state[6] = (state[6]! + g) | 0
  state[7] = (state[7]! + h) | 0
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime)) primes.push(candidate)
  return primes
}

/** The first 32 bits of a number's fractional part. */
function fraction(number: number): number {
  return ((number - Math.floor(number)) * 2 ** 32) | 0
}
