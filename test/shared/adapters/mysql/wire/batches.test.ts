import { expect, it } from 'vitest'
import { batches } from '../../../../../shared/adapters/mysql/wire/batches.ts'

it('every item of a list is in one batch, in its order, and none is empty', () => {
  expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(batches([1, 2, 3, 4], 2)).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(batches([], 2)).toEqual([])
})
