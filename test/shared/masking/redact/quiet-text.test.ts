import { beforeAll, expect, it } from 'vitest'
import { chanceOf, makePeople, makeSamples, type Sample } from '../../../../bench/redact/corpus.ts'
import { languages } from '../../../../bench/redact/languages.ts'
import { openPeople } from '../../../../bench/redact/measure.ts'
import { measuringTemplates } from '../../../../bench/redact/measuring-templates.ts'
import { tuningTemplates } from '../../../../bench/redact/tuning-templates.ts'
import { PeopleIndex } from '../../../../shared/masking/people/people-index.ts'
import { codecOf } from '../../../../shared/masking/redact/byte-codec.ts'
import { findInTexts } from '../../../../shared/masking/redact/find-in-texts.ts'
import type { FindParts } from '../../../../shared/masking/redact/find-parts.ts'
import { QuietText } from '../../../../shared/masking/redact/quiet-text.ts'
import { rewriteText } from '../../../../shared/masking/redact/rewrite-text.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'
import { loadLocales } from '../../../../shared/policy/locales.ts'

let samples: Sample[]
let isQuiet: (text: string) => boolean
let find: FindParts
beforeAll(async () => {
  await loadLocales(languages)
  const chance = chanceOf(11)
  const people = makePeople(400, chance)
  const opened = await openPeople(people)
  const index = new PeopleIndex(opened.shared)
  const quiet = new QuietText(index, opened.strangers)
  isQuiet = (text) => quiet.is(Buffer.from(text), 0, Buffer.byteLength(text))
  find = findInTexts(index, opened.strangers)
  samples = [measuringTemplates, tuningTemplates].flatMap((templates) => makeSamples(700, people, templates, chance))
})

const codecs = [codecOf(charsetOf('utf8mb4')!)]
const holds = (text: string) => rewriteText(text, codecs, () => '', false, 0, find) !== null

it('calls no text quiet in which something is found: sentences, and each of their words and ends by itself', () => {
  const texts = samples.flatMap(({ text, truths }) => [
    text,
    ...truths.flatMap(({ start, end }) => [text.slice(start, end), text.slice(0, end), text.slice(start)]),
  ])
  expect(new Set(texts.filter((text) => isQuiet(text) && holds(text)))).toEqual(new Set())
})

it.each([
  ['{"note":"write to quill@marrow.example"}'],
  [' ["+49 30 5550 0123"]'],
  ['s:22:"ask quill@marrow.test!";'],
  ['cart|s:17:"quill@marrow.test";'],
  [Buffer.from('write to quill@marrow.example please').toString('base64')],
  ['see https://shop.example/?token=0a1b2c3d4e5f'],
  ['from 84.17.9.1 today'],
  ['from 2a02:8070:a1b2:1::5 today'],
  ['account GB29NWBK60161331926819 today'],
  ['account GB29 NWBK 6016 1331 9268 19 today'],
  ['call 030-555 0123 today'],
  ['mail to quill%40marrow.example today'],
])('leaves what is no plain text, or holds a number, to those who read it: %s', (text) => {
  expect(holds(text)).toBe(true)
  expect(isQuiet(text)).toBe(false)
})

it('calls most texts quiet in which nothing is found, with accents and numbers in them', () => {
  const texts = samples.map(({ text }) => text.replaceAll(/\p{Lu}[\p{L}'\u2019-]*|\S*[\d@]\S*/gu, 'The 25.90'))
  const nothing = texts.filter((text) => !holds(text))
  expect(nothing.filter(isQuiet).length / nothing.length).toBeGreaterThan(0.85)
})

it.each([
  "Best I've had in years, and the kids love it!",
  'Ask for Theodor on the phone.',
  'Schnell geliefert, gut verpackt. Danke, Theodor!',
  'また購入します。とても気に入りました。発送が早くて助かりました。',
  '"Waterproof" it is not, and broke after three days.'.slice(1),
])('calls quiet what only resembles a name, an end of a letter or base64: %s', (text) => {
  expect(holds(text)).toBe(false)
  expect(isQuiet(text)).toBe(true)
})

it.each([
  'Best, Theodor',
  'Danke, Theodor Falkenrath',
  'Danke, Theodor de Falkenrath',
  'Dear Theodor, it is here',
  'gez. Schmidt, Theodor',
  'Regards\nTheodor',
])('but none that is one: %s', (text) => {
  expect(holds(text)).toBe(true)
  expect(isQuiet(text)).toBe(false)
})

it.each([
  ['Great value for the price.', true],
  ['It is for my sister. Best so far, says the doctor.', true],
  ['Ask Theresa Price about it', false],
  ['ask price, theresa', false],
  ['Theresa Pricen sagte es', false],
  ['a note of Almire D. Le Gall', false],
  ['from le gall almire d.', false],
])('tells words that begin and end like a name from the name: %s', async (text, expected) => {
  const person = { language: 'en' as const, user: 'u1x', mail: 'm1x@mail.example', phone: '+49 151 555 01234' }
  const { shared, strangers } = await openPeople([
    { ...person, id: 1, first: 'Theresa', last: 'Price' },
    { ...person, id: 2, first: 'Almire D.', last: 'Le Gall' },
    { ...person, id: 3, first: 'Tha', last: 'Lorr' },
  ])
  const quiet = new QuietText(new PeopleIndex(shared), strangers)
  expect(quiet.is(Buffer.from(text), 0, Buffer.byteLength(text))).toBe(expected)
})
