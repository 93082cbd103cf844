import { expect, it } from 'vitest'
import { configJsonSchema, configWords } from '../../../shared/config/json-schema.ts'
import { eachProperty } from '../../../shared/policy/file/words.ts'

it('say of every key of nightmask.yaml what it is and how it looks, and of none that is not there', () => {
  const seen = new Set<string>()
  eachProperty(configJsonSchema(), '', (path, { description, examples }) => {
    seen.add(path)
    expect(typeof description === 'string' && Array.isArray(examples), `${path} has words`).toBe(true)
  })
  expect(Object.keys(configWords).filter((path) => !seen.has(path))).toEqual([])
})
