import { expect, it } from 'vitest'
import { nameForms } from '../../../../shared/masking/digests/forms/name-forms.ts'
import { planExample } from '../../../../shared/masking/example-plan.ts'
import { PeopleFinder } from '../../../../shared/masking/people/find-people.ts'
import { indexPeople, PeopleIndex } from '../../../../shared/masking/people/people-index.ts'
import { PeopleRecorder } from '../../../../shared/masking/people/people-recorder.ts'
import type { PeopleSource } from '../../../../shared/masking/people/people-sources.ts'
import { QuietText } from '../../../../shared/masking/redact/quiet-text.ts'
import { Cells, eachRow } from '../../../../shared/masking/rows/cells.ts'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'
import { WordHashes } from '../../../../shared/masking/strangers/word-hashes.ts'
import { foldWords } from '../../../../shared/masking/text/fold-words.ts'
import { fullName } from '../../../../shared/masking/transformers/full-name.ts'
import { describeColumn } from '../../../../shared/schema/describe-column.ts'

const { table, column } = planExample(fullName.examples[0]!, false)
const named = (...names: readonly string[]) => names.map((name, at) => describeColumn(name, 'varchar(190)', at + 1))
const whole: PeopleSource = {
  ...{ table: { ...table, columns: named('who') }, choice: null, sort: 'name' },
  plans: [{ ...column, column: 'who' }],
}
const halves: PeopleSource = {
  ...{ table: { ...table, columns: named('first', 'last') }, choice: null, sort: 'name' },
  plans: [
    { ...column, column: 'first' },
    { ...column, column: 'last' },
  ],
}

function indexOf(source: PeopleSource, cells: readonly string[]): PeopleIndex {
  const recorder = new PeopleRecorder(
    [{ source, number: 0 }],
    source.table.columns.map(({ name }) => name),
    new Map(),
  )
  const row = new Cells(cells.length)
  eachRow(batchOf([cells]), row, (bytes) => recorder.record(bytes, row))
  return new PeopleIndex(indexPeople([recorder.shard()])!)
}

/** Forms of a name in which the leak check would find it, of which redact would leave a word. */
function missed(source: PeopleSource, cells: readonly string[]): string[] {
  const [index, words] = [indexOf(source, cells), foldWords(cells.join(' '))]
  const finder = new PeopleFinder(index)
  const quiet = new QuietText(index, {
    first: new WordHashes([]),
    last: new WordHashes([]),
    common: new WordHashes([]),
  })
  return [words.join(' '), ...nameForms(words)].filter((form) => {
    if (form.split(' ').length > 8) return false
    const text = `ask ${form} about it`
    const bytes = Buffer.from(text)
    const [start, end] = [4, 4 + form.length]
    const isFound = finder.find(text).some((mention) => mention.start <= start && mention.end >= end - 1)
    return !isFound || quiet.is(bytes, 0, bytes.length)
  })
}

const firsts = ['Quilla', 'Marrow Ann', 'Quilla Jo Fenn']
const lasts = ['Brandt', 'Fennick Lorr', 'van Holm', 'de la Torrin', 'Ost-Wender']
const [before, behind] = [
  ['', 'Dr. ', 'Prof. Dr. ', 'Rev. ', 'Frau Dr. med. '],
  ['', ' Jr', ', PhD', ' III'],
]

it.each(firsts.flatMap((first) => lasts.map((last) => [first, last] as const)))(
  'replaces each form in which the leak check finds a name: %s %s',
  (first, last) => {
    for (const title of before)
      for (const suffix of behind) {
        const names = [`${title}${first} ${last}${suffix}`, `${last}, ${title}${first}${suffix}`]
        for (const name of names) expect([name, ...missed(whole, [name])]).toEqual([name])
        const cells = [`${title}${first}`, `${last}${suffix}`]
        expect([...cells, ...missed(halves, cells)]).toEqual(cells)
      }
  },
)
