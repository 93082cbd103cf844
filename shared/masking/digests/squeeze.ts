import { grown } from './memory.ts'
import { messageStart, type SipHash } from './siphash.ts'
import { binary } from './squeeze-wasm.ts'

const compiled = new WebAssembly.Module(Buffer.from(binary, 'base64'))
const [input, output] = [64, 3136]
const mostPiece = 1024
/** More bytes are copied faster by a call. */
const fewCopied = 36
const [endAt, wordsAt, leftAt, gapAt, vowelAt] = [8, 9, 10, 11, 12]
const space = 0x20

/** By the bits of those of eight bytes that stay, their places. */
const places = new Uint8Array(256 * 8)
for (let bits = 0; bits < 256; bits++)
  for (let bit = 0, to = bits * 8; bit < 8; bit++) if ((bits >> bit) & 1) places[to++] = bit

/** So many bytes behind the text are overwritten. */
const overwritten = 8

/** ASCII texts as the search compares them, made sixteen bytes at a time in the memory of the hash that digests them. */
export class Squeeze {
  /** How many words there are, and how many letters were left out. */
  words = 0
  left = 0
  /** Offset of each word. */
  starts: Uint32Array<ArrayBuffer> = new Uint32Array(512)
  readonly #hash: SipHash
  readonly #run: (length: number) => number

  constructor(hash: SipHash) {
    this.#hash = hash
    const { exports } = new WebAssembly.Instance(compiled, { hash: { memory: hash.memory } })
    this.#run = exports.squeeze as (length: number) => number
    hash.bytes.set(places, input + mostPiece)
  }

  /** Where the text ends that was made of text[start, end); null where a byte is beyond ASCII. */
  run(text: Uint8Array, start: number, end: number): number | null {
    this.#hash.reserve(end - start + overwritten)
    const { bytes, words } = this.#hash
    words[endAt] = messageStart
    words[leftAt] = words[vowelAt] = 0
    words[gapAt] = 1
    this.words = 0
    for (let from = start; from < end; from += mostPiece) {
      const length = Math.min(end - from, mostPiece)
      if (length > fewCopied) bytes.set(text.subarray(from, from + length), input)
      else for (let at = 0; at < length; at++) bytes[input + at] = text[from + at]!
      if (this.#run(length) === 0) return null
      this.#addWords(words[wordsAt]!)
    }
    this.left = words[leftAt]!
    const to = words[endAt]!
    return to > messageStart && bytes[to - 1] === space ? to - 1 : to
  }

  /** Room for so many words and the end of the last. */
  reserve(words: number): void {
    if (words + 1 <= this.starts.length) return
    const { buffer, byteLength } = this.starts
    this.starts = new Uint32Array(grown(new Uint8Array(buffer), Math.max((words + 1) * 4, byteLength * 2)).buffer)
  }

  #addWords(count: number): void {
    this.reserve(this.words + count)
    const { words } = this.#hash
    for (let word = 0; word < count; word++) this.starts[this.words++] = words[output / 4 + word]!
  }
}
