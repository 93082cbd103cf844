import { beforeAll, expect, it } from 'vitest'
import { DigestSet } from '../../../../shared/masking/digests/digest-set.ts'
import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'
import { loadLocales } from '../../../../shared/policy/locales.ts'
import { key, maskInside } from './mask-inside.ts'

beforeAll(() => loadLocales(['en']))

const digest = new OriginalDigest(key)
function digestOf(phrase: string): readonly [number, number] {
  const bytes = Buffer.from(phrase)
  digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
  return [digest.hi, digest.lo]
}

/** What is listed as real by chance when the second and third word of what is made are a real name of somebody. */
function listed(rule: string, value: string) {
  const made = maskInside(rule, 'longtext', {}, new DigestSet(16)).mask(value)
  const [, second = '', third = ''] = made.match(/\p{L}+/gu)!
  const exclusions = new DigestSet(16)
  exclusions.add(...digestOf(`${second} ${third}`))
  const { mask, masker } = maskInside(rule, 'longtext', {}, exclusions)
  expect(mask(value)).toBe(made)
  const drawn = masker.originals().flatMap((entry) => [...(entry.drawn ?? [])])
  return { drawn, name: [...digestOf(`${second} ${third}`)], coincided: masker.receipt().coincided }
}

it.each([
  [
    'a fake and the fake beside it',
    '{ mask: json, paths: { "$[*]": first_name }, otherwise: keep }',
    '["Ada","Bea","Cyd"]',
  ],
  ['a fake and a kept entry', '{ mask: json, paths: { "$[1]": first_name }, otherwise: keep }', '["Ada","Bea","Cyd"]'],
  ['two fields', '{ mask: csv, paths: { "$[2]": first_name, "$[3]": last_name }, otherwise: keep }', 'Ada,Bea,Cyd'],
])('lists a real name that leaves make over their border, so that it refuses no night: %s', (_, rule, value) => {
  const { drawn, name, coincided } = listed(rule, value)
  expect({ drawn, coincided }).toEqual({ drawn: name, coincided: 1 })
})
