import { binary } from './siphash-wasm.ts'

const keyBytes = 16
const result = 16
/** Messages that are hashed where they are begin here. */
export const messageStart = 24
const pageBytes = 65_536

const compiled = new WebAssembly.Module(Buffer.from(binary, 'base64'))

/**
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): the 64-bit result is left in `hi` and `lo`.
 * In WebAssembly, because JavaScript has no 64-bit sums.
 */
export class SipHash {
  hi = 0
  lo = 0
  /** The memory in which it works: text that is made here need not be copied. Another object after `reserve`. */
  bytes: Uint8Array
  readonly #memory: WebAssembly.Memory
  readonly #hash: (at: number, length: number) => void
  #words: Uint32Array

  /** `key` has 16 bytes; longer ones are cut. */
  constructor(key: Uint8Array) {
    const { memory, hash } = new WebAssembly.Instance(compiled).exports as unknown as {
      memory: WebAssembly.Memory
      hash: (at: number, length: number) => void
    }
    this.#memory = memory
    this.#hash = hash
    this.bytes = new Uint8Array(memory.buffer)
    this.#words = new Uint32Array(memory.buffer, 0, messageStart / 4)
    this.bytes.set(key.subarray(0, keyBytes))
  }

  /** Makes room for a message of so many bytes; what lies in `bytes` stays. */
  reserve(length: number): void {
    const missing = messageStart + length - this.bytes.length
    if (missing <= 0) return
    this.#memory.grow(Math.ceil(Math.max(missing, this.bytes.length) / pageBytes))
    this.bytes = new Uint8Array(this.#memory.buffer)
    this.#words = new Uint32Array(this.#memory.buffer, 0, messageStart / 4)
  }

  /** Hashes bytes of another array: they are copied first, over what lies in `bytes`. */
  hash(bytes: Uint8Array, start: number, end: number): void {
    this.reserve(end - start)
    const target = this.bytes
    if (end - start > 64) target.set(bytes.subarray(start, end), messageStart)
    else for (let at = start; at < end; at++) target[messageStart + at - start] = bytes[at]!
    this.hashHere(messageStart, messageStart + end - start)
  }

  /** Hashes bytes[start, end) of its own memory. */
  hashHere(start: number, end: number): void {
    this.#hash(start, end - start)
    this.lo = this.#words[result / 4]!
    this.hi = this.#words[result / 4 + 1]!
  }
}
