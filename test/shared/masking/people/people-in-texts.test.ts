import { beforeAll, expect, it } from 'vitest'
import type { Person } from '../../../../bench/redact/corpus.ts'
import { type OpenedPeople, openPeople } from '../../../../bench/redact/measure.ts'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'

const one = (id: number, first: string, last: string, user: string): Person => {
  return { id, language: 'en', first, last, user, mail: `${user}@mail.example`, phone: `+49 151 555 0${id}123` }
}
const people = [
  one(1, 'J\u00f6rn', 'Falkenbergson', 'jfalk77'),
  one(2, 'Wanda', 'Kowalska', 'wandakow'),
  one(3, 'Piet', 'van der Moor', 'moor.nord'),
  one(4, 'Ann-Marie', 'Bergson', 'ann.lee1'),
  one(5, 'Ann', 'Bergson', 'ann_lee1'),
  { ...one(6, 'Uwe', 'Gr\u00f6ner', 'groener6'), phone: '+49 171 5550 7123' },
  one(7, 'Uwe', 'Groener', 'gr\u00f6ner6'),
  one(8, 'Paul', 'Martinez', 'paulm88'),
  one(9, 'Martinez', 'Paul', 'martp99'),
]
let opened: OpenedPeople
beforeAll(async () => {
  opened = await openPeople(people)
})

/** The text as redact leaves it, with F, L, U, P and a number in place of somebody's first and last name, user name and phone number. */
function redacted(text: string): string {
  const masked = Buffer.from(opened.masker('notes').mask(batchOf([['1', text]]))).toString()
  let told = masked.slice(2, -1)
  for (const [id, { first, last, user, phone }] of opened.pseudonyms)
    for (const [letter, value] of [
      ['U', user],
      ['P', phone],
      ['F', first],
      ['L', last],
    ] as const)
      told = told.replaceAll(value, `${letter}${id}`).replaceAll(value.toUpperCase(), `${letter}${id}^`)
  return told
}

it.each([
  ['J\u00f6rn Falkenbergson', 'F1 L1'],
  ['JORN FALKENBERGSON!', 'F1^ L1^!'],
  ['by Jorn-Falkenbergson.', 'by F1-L1.'],
  ['Falkenbergson, J\u00f6rn', 'L1, F1'],
  ["J\u00f6rn Falkenbergson's cat, J\u00f6rn Falkenbergsons cat", "F1 L1's cat, F1 L1s cat"],
  ['klucze Wandy Kowalskiej', 'klucze F2 L2'],
  ['Mrs Kowalska and Herr Falkenbergson', 'Mrs L2 and Herr L1'],
  ['Piet van der Moor; van der Moor, Piet', 'F3 L3; L3, F3'],
  ['jfalk77 and JFALK77, @wandakow', 'U1 and U1, @U2'],
  ['moor.nord wrote', 'U3 wrote'],
  ['call 0151-555-01123', 'call P1'],
  // Several share a phrase: who is called so himself comes before whose name was shortened, then who is spelled so.
  ['Ann Bergson, Ann-Marie Bergson', 'F5 L5, F4 L4'],
  ['Bergson, Ann', 'L5, F5'],
  ['Uwe Gr\u00f6ner, Uwe Groener, UWE GR\u00d6NER, Uwe Groner', 'F6 L6, F7 L7, F6^ L6^, F6 L6'],
  ['Herr Groeners Haus, Herr Gr\u00f6ners Haus', 'Herr L7s Haus, Herr L6s Haus'],
  ['ann_lee1 and ann.lee1, gr\u00f6ner6 and groener6', 'U5 and U4, U7 and U6'],
  ['Paul, Martinez; Martinez, Paul; Paul Martinez', 'L9, F9; L8, F8; F8 L8'],
  ['0171 55507123 or 0151 555 07123', 'P6 or P7'],
])('finds people of the database: %s', (text, expected) => {
  expect(redacted(text)).toBe(expected)
})

it.each(['J\u00f6rn was here', 'wandakow', 'the moor nord', 'a Falkenbergson', 'Kowalska called'])(
  'takes no single word for somebody, and no two of a sentence for a user name: %s',
  (text) => expect(redacted(text)).toBe(text),
)
