import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cells, eachRow } from '../../../../shared/masking/rows/cells.ts'
import { LoadText } from '../../../../shared/masking/rows/load-text.ts'
import type { RowBatch } from '../../../../shared/masking/rows/row-batch.ts'

describe('LOAD DATA text', () => {
  it('of whole rows is that of their cells one by one, with NULLs, escapes and lengths of every form', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(250, 251, 252, 255, 256, 65_535, 65_536).map((length) => new Uint8Array(length).fill(92)),
    )
    const digits = fc.bigInt({ min: 0n, max: 10n ** 30n }).map((number) => Buffer.from(String(number)))
    const rows = fc.array(fc.tuple(fc.option(digits), fc.option(bytes), fc.option(digits)), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(rows, fc.nat(9), (cells, start) => {
        const batch = batchOf(cells, start)
        expect(Buffer.compare(inRuns(batch), cellByCell(batch))).toBe(0)
      }),
    )
  })

  it('of many rows is that of their cells one by one', () => {
    const texts = ['', 'tab\tin it', null, 'plain']
    const rows = Array.from({ length: 7000 }, (_, id) => {
      const text = texts[Math.min(3, id % 100)]!
      return [Buffer.from(String(id)), text === null ? null : Buffer.from(text), Buffer.from('2024-02-29')]
    })
    const batch = batchOf(rows, 3)
    expect(Buffer.compare(inRuns(batch), cellByCell(batch))).toBe(0)
  })
})

function inRuns(batch: RowBatch): Uint8Array {
  const text = new LoadText()
  text.rows(batch, [true, false, true])
  return text.take()
}

function cellByCell(batch: RowBatch): Uint8Array {
  const text = new LoadText()
  const row = new Cells(3)
  eachRow(batch, row, (raw) => {
    for (let column = 0; column < 3; column++) {
      text.cell(raw, row.starts[column]!, row.ends[column]!)
      text.endCell(column === 2)
    }
  })
  return text.take()
}

function batchOf(rows: readonly (readonly (Uint8Array | null)[])[], start: number): RowBatch {
  const parts: Uint8Array[] = [new Uint8Array(start)]
  const ends: number[] = []
  let length = start
  for (const row of rows) {
    const cells = row.flatMap((cell) => (cell === null ? [Uint8Array.of(0xfb)] : [lengthOf(cell), cell]))
    parts.push(...cells)
    length += cells.reduce((sum, cell) => sum + cell.length, 0)
    ends.push(length)
  }
  return { bytes: Buffer.concat(parts), start, ends: Uint32Array.from(ends), count: rows.length }
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length < 0xfb) return Uint8Array.of(length)
  if (length < 0x10000) return Uint8Array.of(0xfc, length & 0xff, length >> 8)
  return Uint8Array.of(0xfd, length & 0xff, (length >> 8) & 0xff, length >> 16)
}
