import type { RowBatch } from '../masking/rows/row-batch.ts'

/** Where the cells of one row are cut, lengths included: cell i is bytes[cuts[i], cuts[i + 1]). */
export class RowCuts {
  readonly cuts: Uint32Array

  constructor(cells: number) {
    this.cuts = new Uint32Array(cells + 1)
  }

  /** Calls `visit` for every row of the batch, cut. */
  each(batch: RowBatch, visit: (bytes: Uint8Array) => void): void {
    let at = batch.start
    for (let row = 0; row < batch.count; row++) {
      this.read(batch.bytes, at)
      visit(batch.bytes)
      at = batch.ends[row]!
    }
  }

  read(bytes: Uint8Array, at: number): void {
    const { cuts } = this
    for (let cell = 0; cell < cuts.length - 1; cell++) {
      cuts[cell] = at
      at = afterCell(bytes, at)
    }
    cuts[cuts.length - 1] = at
  }

  /** True when one of the cells [first, first + count) is NULL. */
  hasNull(bytes: Uint8Array, first: number, count: number): boolean {
    for (let cell = first; cell < first + count; cell++) if (bytes[this.cuts[cell]!] === 0xfb) return true
    return false
  }
}

/** The cells of one key without their lengths; null for NULL. */
export function cellsOfKey(key: Uint8Array): (Uint8Array | null)[] {
  const cells: (Uint8Array | null)[] = []
  for (let at = 0; at < key.length; ) {
    const next = afterCell(key, at)
    cells.push(key[at] === 0xfb ? null : key.subarray(at + headerBytes(key[at]!), next))
    at = next
  }
  return cells
}

function afterCell(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0xfb) return at + 1 + first
  if (first === 0xfb) return at + 1
  let length = 0
  for (let byte = headerBytes(first) - 1; byte > 0; byte--) length = length * 256 + bytes[at + byte]!
  return at + headerBytes(first) + length
}

function headerBytes(first: number): number {
  if (first < 0xfb) return 1
  return first === 0xfc ? 3 : first === 0xfd ? 4 : 9
}
