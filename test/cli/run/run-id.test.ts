import { expect, it } from 'vitest'
import { newRunId } from '../../../cli/run/open-run.ts'

it('run ids sort as their runs began, those of one second too: what expires is told by it', () => {
  const times = [0, 1, 9, 10, 99, 100, 999, 1000].map((milliseconds) => new Date(1764032472000 + milliseconds))
  const ids = times.map(newRunId)
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^\d{8}-\d{6}-[0-9a-f]{4}$/)
})
