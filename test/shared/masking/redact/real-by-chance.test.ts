import { beforeEach, expect, it, vi } from 'vitest'
import type { Person } from '../../../../bench/redact/corpus.ts'
import { type OpenedPeople, openPeople } from '../../../../bench/redact/measure.ts'
import { DigestFilter } from '../../../../shared/masking/digests/digest-filter.ts'
import { DigestList } from '../../../../shared/masking/digests/digest-list.ts'
import { DigestSet } from '../../../../shared/masking/digests/digest-set.ts'
import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'
import { RealValues } from '../../../../shared/masking/rows/real-values.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

const one = (id: number, first: string, last: string): Person => {
  const user = `user_${id}x`
  return { id, language: 'en', first, last, user, mail: `m${id}x@mail.example`, phone: `+49 151 555 0${id}123` }
}
let opened: OpenedPeople
beforeEach(async () => {
  opened = await openPeople([one(1, 'Ada', 'Falkenbergson'), one(2, 'Bo', 'Kowalska')])
})

function digestOf(phrase: string): readonly [number, number] {
  const digest = new OriginalDigest(opened.key)
  const bytes = Buffer.from(phrase)
  digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
  return [digest.hi, digest.lo]
}

/** What is listed as a fake that is real by chance, of a text of such people when these phrases are real names of others. */
function listed(text: string, real: readonly string[]) {
  for (const phrase of real) (opened.run.exclusions as DigestSet).add(...digestOf(phrase))
  const masker = opened.masker('notes')
  const masked = Buffer.from(masker.mask(batchOf([['1', text]]))).toString()
  const drawn = masker.originals().flatMap((entry) => [...(entry.drawn ?? [])])
  const { coincided } = masker.receipts().find(({ column }) => column === 'body')!
  return { masked, drawn, coincided }
}

it.each([
  ['a word before it', 'Good for the price. (Ada Falkenbergson)', 'price F1'],
  ['a word behind it', 'Ada Falkenbergson: willing to help', 'L1 willing'],
  ['another pseudonym', 'Ada Falkenbergson, Bo Kowalska', 'L1 F2'],
  ['an ending that stays', 'the Ada Falkenbergsons had it', 'F1 L1s'],
  ['an e-mail address', 'Write to Ada Falkenbergson m2x@mail.example', 'L1 M2'],
  ['a stranger', 'Regards, Anna Smith. Ada Falkenbergson', 'S F1'],
])('lists a pseudonym that is a real name together with %s, so that it refuses no night', (_, text, form) => {
  const [one, two] = [opened.pseudonyms.get(1)!, opened.pseudonyms.get(2)!]
  const stranger = /, \S+ (\S+)\. /.exec(listed('Regards, Anna Smith. Ada Falkenbergson', []).masked)![1]!
  const phrase = form
    .replace('F1', one.first)
    .replace('L1', one.last)
    .replace('F2', two.first)
    .replace('M2', two.mail.split(/[^a-z0-9]/i)[0]!)
    .replace('S ', `${stranger} `)
  const { drawn, coincided } = listed(text, [phrase])
  expect({ drawn, coincided }).toEqual({ drawn: [...digestOf(phrase)], coincided: 1 })
})

it('lists nothing that stood in the text before: what redact missed is refused as ever', () => {
  const { masked, drawn, coincided } = listed('fair price jean, says Ada Falkenbergson', ['price jean'])
  expect(masked).toContain('price jean')
  expect({ drawn, coincided }).toEqual({ drawn: [], coincided: 0 })
})

it('hashes no phrase that begins with words of which no searched value has both, and finds the others', () => {
  const [exclusions, openers] = [new DigestSet(16), new DigestFilter(16)]
  for (const phrase of ['price jean luc', 'fair price jean']) exclusions.add(...digestOf(phrase))
  openers.add(...digestOf('price jean'))
  const digest = new OriginalDigest(opened.key)
  const hashed = vi.spyOn(digest, 'readPhrase')
  const found = (given: DigestFilter | null) => {
    const list = new DigestList()
    const text = Buffer.from('a fair price jean luc paid then and there')
    digest.read(text, 0, text.length, charsetOf('utf8mb4')!)
    hashed.mockClear()
    new RealValues(exclusions, digest, given).isAround(3, 4, list)
    return { digests: list.drain().length / 2, phrases: hashed.mock.calls.length }
  }
  expect(found(null)).toEqual({ digests: 2, phrases: 22 })
  expect(found(openers)).toEqual({ digests: 1, phrases: 6 })
})
