import { expect, it } from 'vitest'
import { HeldRows } from '../../../../shared/masking/rows/held-rows.ts'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'
import { type RowBatch, rawRows } from '../../../../shared/masking/rows/row-batch.ts'

it('rows that are looked at first are there once more', async () => {
  let reads = 0
  const read = () => {
    reads++
    return eachOf([batchOf([['1', 'a']]), batchOf([['2', null]])])
  }
  const rows = new HeldRows(read)
  for await (const batch of rows.first()) batch.bytes.fill(0)
  const again: string[] = []
  for await (const batch of rows.again()) again.push(Buffer.from(rawRows(batch)).toString('hex'))
  expect([reads, ...again]).toEqual([1, '01310161', '0132fb'])
  for await (const _ of new HeldRows(read).again()) reads += 10
  expect(reads).toBe(22)
})

it('rows that nobody expects to be wanted again are not held, and read again when they are', async () => {
  let reads = 0
  const read = () => {
    reads++
    return eachOf([batchOf([['1', 'a']])])
  }
  const rows = new HeldRows(read, false)
  for await (const _ of rows.first());
  const again: string[] = []
  for await (const batch of rows.again()) again.push(Buffer.from(rawRows(batch)).toString('hex'))
  expect([reads, ...again]).toEqual([2, '01310161'])
})

async function* eachOf(batches: readonly RowBatch[]): AsyncGenerator<RowBatch> {
  yield* batches
}
