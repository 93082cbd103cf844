import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CleanCells } from '../../../shared/verification/clean-cells.ts'

describe('clean cells', () => {
  it('know a cell that was clean, and no other one', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '\0'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), cell, (cells, other) => {
        const clean = new CleanCells()
        for (const text of cells) {
          const bytes = Buffer.from(`..${text}.`)
          clean.add(bytes, 2, bytes.length - 1)
          expect(clean.has(bytes, 2, bytes.length - 1)).toBe(true)
        }
        expect(clean.has(Buffer.from(other), 0, other.length) && !cells.includes(other)).toBe(false)
      }),
    )
  })

  it('do not keep long cells', () => {
    const clean = new CleanCells()
    const long = Buffer.alloc(64, 'x')
    clean.add(long, 0, long.length)
    expect(clean.has(long, 0, long.length)).toBe(false)
  })
})
