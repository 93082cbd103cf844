import { binary } from './hmac-wasm.ts'
import { initialState, roundConstants } from './sha256-constants.ts'

const blockBytes = 64
const [inner, outer, result] = [512, 544, 576]
const messageStart = 1024
const pageBytes = 65_536
/** Words of a digest. */
export const digestWords = 8

interface Exports {
  readonly memory: WebAssembly.Memory
  compress(state: number, block: number): void
  hmac(length: number): void
}

// One instance for all keys of a thread: each has address space of its own, and there is a key for each masked column.
const { memory, compress, hmac } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(binary, 'base64')))
  .exports as unknown as Exports
let bytes = new Uint8Array(memory.buffer)
let words = new Uint32Array(memory.buffer)
words.set(roundConstants)
/** Whose states lie in the memory. */
let active: Hmac | null = null

/**
 * HMAC-SHA-256 (RFC 2104) of short messages under one key whose two padded blocks are hashed once. In WebAssembly: a call of
 * node:crypto costs several times as much as hashing a value.
 */
export class Hmac {
  /** The result of the last `run`: eight words, the first one of most weight. */
  readonly words = new Uint32Array(digestWords)
  /** The state after the inner padded key, and that after the outer one. */
  readonly #states: Uint32Array

  /** `key` has at most 64 bytes. */
  constructor(key: Uint8Array) {
    hashPad(key, 0x36, inner)
    hashPad(key, 0x5c, outer)
    this.#states = words.slice(inner / 4, outer / 4 + digestWords)
    active = null
  }

  /** Hashes message[start, end) followed by one byte. */
  run(message: Uint8Array, start: number, end: number, last: number): void {
    if (active !== this) words.set(this.#states, inner / 4)
    active = this
    const length = end - start
    if (messageStart + length + 2 * blockBytes > bytes.length) grow(length)
    if (length > blockBytes) bytes.set(message.subarray(start, end), messageStart)
    else for (let at = 0; at < length; at++) bytes[messageStart + at] = message[start + at]!
    bytes[messageStart + length] = last
    hmac(length + 1)
    for (let word = 0; word < digestWords; word++) this.words[word] = words[result / 4 + word]!
  }
}

function hashPad(key: Uint8Array, pad: number, state: number): void {
  for (let at = 0; at < blockBytes; at++) bytes[messageStart + at] = (key[at] ?? 0) ^ pad
  words.set(initialState, state / 4)
  compress(state, messageStart)
}

function grow(length: number): void {
  memory.grow(Math.ceil(length / pageBytes) + 1)
  bytes = new Uint8Array(memory.buffer)
  words = new Uint32Array(memory.buffer)
}
