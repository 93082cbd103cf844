import { type RowBatch, rawRows } from './row-batch.ts'

/** Twice the usual chunk: what is larger is read again. */
const mostBytes = 32 * 1024 * 1024

/** Rows that are looked at first and may be wanted once more: they are held in memory, or read again where they are too many for that. */
export class HeldRows {
  readonly #read: () => AsyncIterable<RowBatch>
  #held: RowBatch[] | null = null
  #bytes = 0

  constructor(read: () => AsyncIterable<RowBatch>) {
    this.#read = read
  }

  /** All rows, to the end. */
  async *first(): AsyncGenerator<RowBatch> {
    this.#held = []
    for await (const batch of this.#read()) {
      this.#hold(batch)
      yield batch
    }
  }

  /** All rows, whether they were looked at before or not. */
  again(): AsyncIterable<RowBatch> {
    return this.#held ? eachOf(this.#held) : this.#read()
  }

  #hold(batch: RowBatch): void {
    this.#bytes += rawRows(batch).length
    if (this.#bytes > mostBytes) this.#held = null
    const { count, start } = batch
    const ends = batch.ends.slice(0, count).map((end) => end - start)
    this.#held?.push({ bytes: Uint8Array.from(rawRows(batch)), start: 0, ends, count })
  }
}

async function* eachOf(batches: readonly RowBatch[]): AsyncGenerator<RowBatch> {
  yield* batches
}
