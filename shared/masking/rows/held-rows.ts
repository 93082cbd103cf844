import { type RowBatch, rawRows } from './row-batch.ts'

/** Twice the usual chunk: what is larger is read again. */
const mostBytes = 32 * 1024 * 1024
const mostRows = 2 ** 20

/**
 * Rows that are looked at first and may be wanted once more: they are held in memory where that is to be expected, and read again otherwise, or where
 * they are too many for that. The memory serves the next chunk once it is given back.
 */
export class HeldRows {
  readonly #read: () => AsyncIterable<RowBatch>
  readonly #isExpected: boolean
  #memory: RowMemory | null = null
  #fits = false

  constructor(read: () => AsyncIterable<RowBatch>, isExpected = true) {
    this.#read = read
    this.#isExpected = isExpected
  }

  /** All rows, to the end. */
  async *first(): AsyncGenerator<RowBatch> {
    if (!this.#isExpected) {
      yield* this.#read()
      return
    }
    this.#memory ??= unused.pop() ?? new RowMemory()
    this.#memory.clear()
    this.#fits = true
    for await (const batch of this.#read()) {
      this.#fits &&= this.#memory.add(batch)
      yield batch
    }
  }

  /** All rows, whether they were looked at before or not. */
  again(): AsyncIterable<RowBatch> {
    return this.#memory && this.#fits ? eachOf(this.#memory) : this.#read()
  }

  /** Gives the memory back; nothing is read any more. */
  release(): void {
    if (this.#memory) unused.push(this.#memory)
    this.#memory = null
  }
}

/** To touch memory for the first time takes longer than to copy rows into it: so it is used again. */
const unused: RowMemory[] = []

async function* eachOf(memory: RowMemory): AsyncGenerator<RowBatch> {
  yield* memory.batches()
}

/** Copies of batches, back to back. What is not used of it is only an address. */
class RowMemory {
  readonly #bytes = Buffer.allocUnsafeSlow(mostBytes)
  readonly #ends = new Uint32Array(mostRows)
  readonly #batches: { readonly start: number; readonly row: number; readonly count: number }[] = []
  #length = 0
  #rows = 0

  clear(): void {
    this.#length = 0
    this.#rows = 0
    this.#batches.length = 0
  }

  /** False where there is no room for it. */
  add(batch: RowBatch): boolean {
    const raw = rawRows(batch)
    const [start, row] = [this.#length, this.#rows]
    if (start + raw.length > mostBytes || row + batch.count > mostRows) return false
    this.#bytes.set(raw, start)
    moveEnds(batch, start, this.#ends, row)
    this.#batches.push({ start, row, count: batch.count })
    this.#length += raw.length
    this.#rows += batch.count
    return true
  }

  *batches(): Generator<RowBatch> {
    for (const { start, row, count } of this.#batches)
      yield { bytes: this.#bytes, start, ends: this.#ends.subarray(row, row + count), count }
  }
}

/** Writes where the rows of a batch end that begins at `start`. */
function moveEnds(batch: RowBatch, start: number, into: Uint32Array, at: number): void {
  const { ends, count } = batch
  const moved = start - batch.start
  for (let row = 0; row < count; row++) into[at + row] = ends[row]! + moved
}
