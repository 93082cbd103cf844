import { expect, it } from 'vitest'
import { chanceOf, makePeople, makeSamples } from '../../bench/redact/corpus.ts'
import { languages } from '../../bench/redact/languages.ts'
import { measureSamples, openPeople } from '../../bench/redact/measure.ts'
import { measuringTemplates } from '../../bench/redact/measuring-templates.ts'
import { tuningTemplates } from '../../bench/redact/tuning-templates.ts'
import { loadLocales } from '../../shared/policy/locales.ts'

it('redact finds the people of the database and strangers in eight languages as often as it promises', async () => {
  await loadLocales(languages)
  const chance = chanceOf(7)
  const people = makePeople(400, chance)
  const opened = await openPeople(people)
  const samples = makeSamples(960, people, measuringTemplates, chance)
  const { people: known, pseudonyms, strangers, others } = measureSamples(samples, people, opened)
  expect(known.found / known.named).toBeGreaterThanOrEqual(0.995)
  expect(known.right / known.claimed).toBeGreaterThanOrEqual(0.95)
  expect(pseudonyms.ofRow).toBe(pseudonyms.compared)
  expect(strangers.found / strangers.named).toBeGreaterThanOrEqual(0.85)
  expect(others.found).toBe(others.named)
})

it('is measured by sentences that its rules were not tuned on', () => {
  const tuned = new Set(Object.values(tuningTemplates).flat())
  const measured = Object.values(measuringTemplates).flat()
  expect(measured.filter((sentence) => tuned.has(sentence))).toEqual([])
})
