import { describe, expect, it } from 'vitest'
import type { ColumnReceipt } from '../../../shared/masking/rows/receipt.ts'
import { ColumnTotal } from '../../../shared/masking/rows/snapshot-receipts.ts'
import { unchangedCells } from '../../../shared/steps/checks/unchanged.ts'
import { createMasker, maskOne } from '../masking/mask-column.ts'

/** A mask that has one fake only, so that it leaves those who have it. */
function receiptOf(values: readonly string[]) {
  const masker = createMasker({ mask: 'faker', options: { method: 'helpers.arrayElement', args: [['Tern']] } })
  for (const value of values) maskOne(masker, value)
  return masker.receipt()
}

function totalOf(first: ColumnReceipt, second: ColumnReceipt): ColumnReceipt {
  const total = new ColumnTotal(first)
  total.add(second)
  return total.receipt()
}

const others = Array.from({ length: 90 }, (_, n) => `Tern ${n}`)

describe('cells that still hold their own value', () => {
  it('are told when chance does not explain them, over all chunks', () => {
    expect(
      unchangedCells(totalOf(receiptOf([...others, 'Tern', 'Tern']), receiptOf([...others, 'Tern', 'Tern']))),
    ).toBe(4)
  })

  it('are no finding where they are few, of many, or of a value that all share', () => {
    expect(unchangedCells(receiptOf([...others, 'Tern', 'Tern', 'Tern']))).toBe(null)
    expect(unchangedCells(receiptOf([...others, ...others, ...others, 'Tern', 'Tern', 'Tern', 'Tern']))).toBe(null)
    expect(unchangedCells(receiptOf(Array.from({ length: 50 }, () => 'Tern')))).toBe(null)
  })
})
