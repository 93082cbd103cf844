import { describe, expect, it } from 'vitest'
import { DistinctSketch } from '../../../shared/masking/digests/distinct.ts'
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

it('what one chunk says of a column is what all its chunks say', () => {
  const receipt = receiptOf([...others, 'Tern', 'Tern'])
  expect(new ColumnTotal(receipt).receipt()).toEqual(receipt)
})

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

it.each([
  { name: 'an identity over many values', unchanged: 1000, masked: 1000, before: 900, after: 900, told: 1000 },
  { name: 'an identity over few', unchanged: 40, masked: 40, before: 8, after: 8, told: 40 },
  { name: 'one in twenty of many fakes', unchanged: 50, masked: 1000, before: 900, after: 800, told: 50 },
  { name: 'what chance leaves of fifty provinces', unchanged: 4, masked: 91, before: 45, after: 40, told: null },
  { name: 'what chance leaves of many fakes', unchanged: 3, masked: 1000, before: 900, after: 900, told: null },
])('tells $name: $told', ({ unchanged, masked, before, after, told }) => {
  expect(unchangedCells({ unchanged, masked, distinctBefore: sketch(before), distinctAfter: sketch(after) })).toBe(told)
})

/** Of so many different values. */
function sketch(values: number): string {
  const distinct = new DistinctSketch()
  for (let value = 1; value <= values; value++)
    distinct.add(Math.imul(value, 0x9e3779b1) >>> 0, Math.imul(value, 0x85ebca6b) >>> 0)
  return distinct.toBase64()
}
