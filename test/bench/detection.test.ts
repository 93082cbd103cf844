import { expect, it } from 'vitest'
import { labelledSchemas } from '../../bench/detection/draft-labelled.ts'

const schemas = [...labelledSchemas()]

it('the labelled schemas are at least ten in six languages, and every column that holds data has its label and reason', () => {
  expect(schemas.length).toBeGreaterThanOrEqual(10)
  expect(new Set(schemas.map(([, { language }]) => language)).size).toBeGreaterThanOrEqual(6)
  expect(schemas.flatMap(([, { labels }]) => labels.filter(({ reason }) => reason === ''))).toEqual([])
})
