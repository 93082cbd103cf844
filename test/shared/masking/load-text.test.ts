import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cells, eachRow } from '../../../shared/masking/cells.ts'
import { LoadText } from '../../../shared/masking/load-text.ts'
import type { RowBatch } from '../../../shared/masking/row-batch.ts'

describe('LOAD DATA text', () => {
  it('of whole rows is that of their cells one by one, with NULLs, escapes and lengths of every form', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(250, 251, 252, 255, 256, 65_535, 65_536).map((length) => new Uint8Array(length).fill(92)),
    )
    const rows = fc.array(fc.tuple(fc.option(bytes), fc.option(bytes), fc.option(bytes)), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(rows, fc.nat(9), (cells, start) => {
        const batch = batchOf(cells, start)
        const whole = new LoadText()
        whole.rows(batch, 3)
        const single = new LoadText()
        const row = new Cells(3)
        eachRow(batch, row, (raw) => {
          for (let column = 0; column < 3; column++) {
            single.cell(raw, row.starts[column]!, row.ends[column]!)
            single.endCell(column === 2)
          }
        })
        expect(Buffer.compare(whole.take(), single.take())).toBe(0)
      }),
    )
  })
})

function batchOf(rows: readonly (readonly (Uint8Array | null)[])[], start: number): RowBatch {
  const parts: Uint8Array[] = [new Uint8Array(start)]
  const ends: number[] = []
  for (const row of rows) {
    for (const cell of row) parts.push(cell === null ? Uint8Array.of(0xfb) : lengthOf(cell), cell ?? new Uint8Array())
    ends.push(Buffer.concat(parts).length)
  }
  return { bytes: Buffer.concat(parts), start, ends: Uint32Array.from(ends), count: rows.length }
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length < 0xfb) return Uint8Array.of(length)
  if (length < 0x10000) return Uint8Array.of(0xfc, length & 0xff, length >> 8)
  return Uint8Array.of(0xfd, length & 0xff, (length >> 8) & 0xff, length >> 16)
}
