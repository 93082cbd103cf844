import { expect, it } from 'vitest'
import { judge } from './judges.ts'
import { mistakes } from './mistakes.ts'

it.each(mistakes)('%s: %j is told in a sentence that says where and what', async (place, text, sentence) => {
  const told = await judge(place, text)
  expect(told?.message).toContain(sentence)
  expect(['usage', 'uncovered']).toContain(told?.kind)
  expect(told?.message).not.toMatch(/fault of nightmask|undefined|\[object|\n/)
})

it('are many, of every kind', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(130)
  expect(new Set(mistakes.map(([, text]) => text)).size).toBe(mistakes.length)
})
