import { binary } from './siphash-wasm.ts'

const keyBytes = 16
const result = 16
/** Messages that are hashed where they are begin here; what lies between the result and them is for who makes them (squeeze.ts). */
export const messageStart = 5248
const pageBytes = 65_536

interface Exports {
  readonly memory: WebAssembly.Memory
  hash(at: number, length: number): void
  pairs(starts: number, words: number, out: number): void
}

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
  /** The same, as what turns bytes into texts wants it. */
  view: Buffer
  readonly memory: WebAssembly.Memory
  readonly #exports: Exports
  /** The same memory in words of four bytes. */
  words: Uint32Array

  /** `key` has 16 bytes; longer ones are cut. */
  constructor(key: Uint8Array) {
    this.#exports = new WebAssembly.Instance(compiled).exports as unknown as Exports
    this.memory = this.#exports.memory
    this.bytes = new Uint8Array(this.memory.buffer)
    this.words = new Uint32Array(this.memory.buffer)
    this.view = Buffer.from(this.memory.buffer)
    this.bytes.set(key.subarray(0, keyBytes))
  }

  /** Makes room for a message of so many bytes; what lies in `bytes` stays. */
  reserve(length: number): void {
    const missing = messageStart + length - this.bytes.length
    if (missing <= 0) return
    const { memory } = this
    memory.grow(Math.ceil(Math.max(missing, this.bytes.length) / pageBytes))
    this.bytes = new Uint8Array(memory.buffer)
    this.view = Buffer.from(memory.buffer)
    this.words = new Uint32Array(memory.buffer)
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
    this.#exports.hash(start, end - start)
    this.lo = this.words[result / 4]!
    this.hi = this.words[result / 4 + 1]!
  }

  /**
   * Hashes each of `words` words of its memory, from word `first` on, together with the one after it; `starts` as WordText has them, whose
   * text ends at `textEnd`. The results lie in `words` from the index that is returned, low word first, until something else is hashed.
   */
  hashPairs(starts: Uint32Array, first: number, words: number, textEnd: number): number {
    const table = Math.ceil(textEnd / 8) * 2
    const out = table + Math.ceil((words + 1) / 2) * 2
    this.reserve((out + words * 2) * 4)
    for (let word = 0; word <= words; word++) this.words[table + word] = starts[first + word]!
    this.#exports.pairs(table * 4, words, out * 4)
    return out
  }
}
