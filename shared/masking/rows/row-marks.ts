import { grown } from '../digests/memory.ts'
import { messageStart, type SipHash } from '../digests/siphash.ts'
import { type RowBatch, rawRows } from './row-batch.ts'

// As bytes: the first row's key as a number of eight bytes, then for each row three words: how far its key lies behind the one before, and the
// keyed digest of all of it.
export const wordsInFront = 2
export const wordsOfRow = 3
const firstWords = 1 << 12
/** Memory in which rows are digested stays: of rows that take more at once nothing is remembered. */
const mostBytesAtOnce = 8 * 2 ** 20
const mostDigits = 15
const [zero, minus] = [0x30, 0x2d]

/** To touch memory for the first time takes longer than to digest what fills it: so it is used again. */
export const unusedMarks: Uint32Array<ArrayBuffer>[] = []

/** Called for each row of a batch: its number in the batch, its key, and its digest. */
export type VisitRow = (row: number, key: number, low: number, high: number) => void

/** By which a later night knows rows of a chunk again: of each its key, and 64 bits of a keyed digest. Rows come in the order of their keys. */
export class RowMarks {
  rows = 0
  /** Of the row that came last. */
  key = Number.NaN
  readonly #sip: SipHash
  #words = unusedMarks.pop() ?? new Uint32Array(firstWords)
  #isWhole = true

  /** The first cell of each row has to be its key, an integer. */
  constructor(sip: SipHash) {
    this.#sip = sip
  }

  add(batch: RowBatch, visit?: VisitRow): void {
    const raw = rawRows(batch)
    if (raw.length > mostBytesAtOnce) this.#isWhole = false
    if (!this.#isWhole || batch.count === 0) return
    this.#reserve(batch.count)
    const sip = this.#sip
    sip.reserve(raw.length)
    sip.bytes.set(raw, messageStart)
    const moved = messageStart - batch.start
    let start = batch.start
    for (let row = 0; row < batch.count; row++) {
      const end = batch.ends[row]!
      const key = integerAt(batch.bytes, start)
      sip.hashHere(start + moved, end + moved)
      this.#note(key, sip.lo, sip.hi)
      visit?.(row, key, sip.lo, sip.hi)
      start = end
    }
  }

  /** Null where rows cannot be known again: keys are too large, or do not ascend. */
  bytes(): Uint8Array | null {
    const words = wordsInFront + this.rows * wordsOfRow
    return this.#isWhole ? new Uint8Array(this.#words.buffer, 0, words * 4) : null
  }

  /** Gives the memory back, and that of what `bytes` gave. */
  release(): void {
    this.#isWhole = false
    unusedMarks.push(this.#words)
    this.#words = new Uint32Array()
  }

  #note(key: number, low: number, high: number): void {
    const behind = this.rows === 0 ? 0 : key - this.key
    if (this.rows === 0) new Float64Array(this.#words.buffer, 0, 1)[0] = key
    const isNext = this.rows === 0 ? Number.isSafeInteger(key) : behind > 0 && behind < 2 ** 32
    if (!isNext) this.#isWhole = false
    let at = wordsInFront + this.rows * wordsOfRow
    this.#words[at++] = behind
    this.#words[at++] = low
    this.#words[at] = high
    this.key = key
    this.rows++
  }

  #reserve(rows: number): void {
    const needed = wordsInFront + (this.rows + rows) * wordsOfRow
    if (needed > this.#words.length) this.#words = grown(this.#words, Math.max(needed, this.#words.length * 2))
  }
}

/** The cell that begins there as a number; NaN where it is no integer, or one that a number does not tell. */
function integerAt(bytes: Uint8Array, start: number): number {
  const length = bytes[start]!
  if (length === 0 || length > mostDigits) return Number.NaN
  let at = start + 1
  const isNegative = bytes[at] === minus
  if (isNegative) at++
  let number = 0
  for (; at <= start + length; at++) number = number * 10 + bytes[at]! - zero
  return isNegative ? -number : number
}
