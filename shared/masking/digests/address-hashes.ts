import { hash } from 'node:crypto'
import { binary } from './address-hashes-wasm.ts'
import { roundConstants } from './sha256-constants.ts'

export const addressHashes = ['md5', 'sha1', 'sha256'] as const
/** Where each begins in a result, and the last ends. */
export const hashStarts = [0, 16, 36, 68] as const
/** From one result to the next. */
export const resultBytes = 80

const lanes = 4
const laneBytes = 64
/** What fits into one block of each algorithm with its padding. */
const longest = 55
const [constants, turns, words, messages, lengths, results] = [256, 512, 576, 1024, 1280, 4096]

interface Exports {
  readonly memory: WebAssembly.Memory
  hash(): void
}

const { memory, hash: run } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(binary, 'base64')))
  .exports as unknown as Exports
const bytes = new Uint8Array(memory.buffer)
const view = new DataView(memory.buffer)
const bits = new Uint32Array(memory.buffer, lengths, lanes)
/** The results of the last call, `resultBytes` for each message: MD5, SHA-1, SHA-256. */
export const addressResults = bytes.subarray(results, results + lanes * resultBytes)
prepare()

/**
 * MD5, SHA-1 and SHA-256 of addresses, by which avatars and advertisers know them: four at once, in WebAssembly, as three calls of
 * node:crypto cost several times as much as all else that is done with an address.
 */
export class AddressHashes {
  /** Four messages with their padding. */
  readonly #messages = new Uint8Array(lanes * laneBytes)
  readonly #lengths = new Uint8Array(lanes)
  #waiting = 0

  /** Takes a message. Returns how many results are in `addressResults` now, until the next call of any: 0 while others are waited for. */
  add(message: Uint8Array, length: number): number {
    if (length > longest) return hashLong(message.subarray(0, length))
    const messages = this.#messages
    const lane = this.#waiting++
    const from = lane * laneBytes
    const before = this.#lengths[lane]!
    for (let at = 0; at < length; at++) messages[from + at] = message[at]!
    messages[from + length] = 0x80
    for (let at = length + 1; at <= before; at++) messages[from + at] = 0
    this.#lengths[lane] = length
    return this.#waiting === lanes ? this.flush() : 0
  }

  /** Hashes what waits. Returns how many results there are. */
  flush(): number {
    const count = this.#waiting
    if (count === 0) return 0
    bytes.set(this.#messages, messages)
    for (let lane = 0; lane < lanes; lane++) bits[lane] = this.#lengths[lane]! * 8
    run()
    this.#waiting = 0
    return count
  }
}

function hashLong(message: Uint8Array): number {
  for (const [which, algorithm] of addressHashes.entries())
    addressResults.set(hash(algorithm, message, 'buffer'), hashStarts[which]!)
  return 1
}

/** The constants of SHA-256 and of MD5 (sines), and its steps. */
function prepare(): void {
  const turned = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
  const added = [
    (step: number) => step,
    (step: number) => 5 * step + 1,
    (step: number) => 3 * step + 5,
    (step: number) => 7 * step,
  ]
  for (let step = 0; step < 64; step++) {
    const round = step >> 4
    view.setUint32(step * 4, roundConstants[step]!, true)
    view.setUint32(constants + step * 4, Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32), true)
    bytes[turns + step] = turned[round * 4 + (step & 3)]!
    bytes[words + step] = added[round]!(step) & 15
  }
}
