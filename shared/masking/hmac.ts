import { blockBytes, compress, digestBytes, initialState } from './sha256.ts'

/** HMAC-SHA-256 (RFC 2104) under one key whose two padded blocks are hashed once. Reuses its buffers: not re-entrant. */
export class Hmac {
  readonly #inner = initialState()
  readonly #outer = initialState()
  readonly #state = initialState()
  readonly #block = new Uint8Array(blockBytes)
  readonly #digest = new Uint8Array(digestBytes)

  /** `key` has at most 64 bytes. */
  constructor(key: Uint8Array) {
    const pad = new Uint8Array(blockBytes)
    pad.set(key)
    compress(
      this.#inner,
      pad.map((byte) => byte ^ 0x36),
      0,
    )
    compress(
      this.#outer,
      pad.map((byte) => byte ^ 0x5c),
      0,
    )
  }

  /** The digest of bytes[start, end) followed by one byte, in a buffer that the next call overwrites. */
  digest(bytes: Uint8Array, start: number, end: number, last: number): Uint8Array {
    const state = this.#state
    state.set(this.#inner)
    let at = start
    for (; end - at >= blockBytes; at += blockBytes) compress(state, bytes, at)
    const rest = end - at
    const block = this.#block
    block.fill(0)
    for (let i = 0; i < rest; i++) block[i] = bytes[at + i]!
    this.#finish(state, block, rest, blockBytes + (end - start) + 1, last)
    for (let i = 0; i < 8; i++) writeWord(block, i * 4, state[i]!)
    block.fill(0, digestBytes)
    state.set(this.#outer)
    block[digestBytes] = 0x80
    writeWord(block, 60, (blockBytes + digestBytes) * 8)
    compress(state, block, 0)
    for (let i = 0; i < 8; i++) writeWord(this.#digest, i * 4, state[i]!)
    return this.#digest
  }

  /** The rest of the message, its last byte and the padding: one or two blocks. */
  #finish(state: Int32Array, block: Uint8Array, rest: number, totalBytes: number, last: number): void {
    block[rest] = last
    if (rest + 1 === blockBytes) {
      compress(state, block, 0)
      block.fill(0)
      block[0] = 0x80
    } else {
      block[rest + 1] = 0x80
      if (rest + 2 > blockBytes - 8) {
        compress(state, block, 0)
        block.fill(0)
      }
    }
    writeWord(block, 56, Math.floor(totalBytes / 2 ** 29))
    writeWord(block, 60, (totalBytes * 8) | 0)
    compress(state, block, 0)
  }
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24
  bytes[at + 1] = word >>> 16
  bytes[at + 2] = word >>> 8
  bytes[at + 3] = word
}
