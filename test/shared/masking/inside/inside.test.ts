import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { InsideRecorder } from '../../../../shared/masking/inside/inside-recorder.ts'
import { valuesMasked } from '../../../../shared/masking/inside/values-masked.ts'
import { maskInside } from './mask-inside.ts'
import { json, php, phpOf } from './values.ts'

const nowhere = { json: '"$.a.b[3].zz": email', php_serialized: '"$.a.b[3].zz": email' }
const keeping = (format: keyof typeof nowhere) => `{ mask: ${format}, paths: { ${nowhere[format]} }, otherwise: keep }`
const masking = (format: string) =>
  `{ mask: ${format}, paths: { $..mail: email, "$.list[*]": digits, $.inner: { mask: json, paths: { $..mail: email }, otherwise: keep } }, otherwise: keep }`

describe('what no rule is for stays byte for byte', () => {
  it('in JSON with any numbers, spaces, escapes and order', () => {
    const { mask, masker } = maskInside(keeping('json'))
    fc.assert(fc.property(json, (text) => void expect(mask(text)).toBe(text)))
    expect(masker.receipt()).toMatchObject({ masked: 0, inside: { broken: 0 } })
    for (const odd of ['{"n": 1e400, "n":123456789012345678901234567890.10 }', '"\\u00e9\\/"', ' [ ]\n', '', '  '])
      expect(mask(odd)).toBe(odd)
  })

  it('in serialised PHP, in each character set that an application counts in', () => {
    for (const charset of ['utf8mb4', 'latin1']) {
      const { mask, masker } = maskInside(keeping('php_serialized'), 'longtext', { charset })
      for (const counted of ['utf8', 'latin1'] as const) {
        if (charset === 'utf8mb4' && counted === 'latin1') continue
        fc.assert(fc.property(php, (value) => void expect(mask(phpOf(value, counted))).toBe(phpOf(value, counted))))
      }
      expect(masker.receipt()).toMatchObject({ masked: 0, inside: { broken: 0 } })
    }
  })

  it('beside what is masked, which is what the same value has in a column', () => {
    const { mask, email, masker } = maskInside(masking('json'))
    const place = fc.record({ before: json, after: json, mail: fc.emailAddress() })
    fc.assert(
      fc.property(place, ({ before, after, mail }) => {
        const value = (text: string) =>
          `{"x": ${before} ,"inner":${JSON.stringify(`[{ "mail" : "${text}"}]`)},"y":${after}}`
        const [own, other] = [JSON.stringify(mail).slice(1, -1), email(mail)]
        fc.pre(!/"(?:mail|list|inner)"/.test(before + after))
        expect(mask(value(own))).toBe(value(other))
      }),
    )
    const { masked, inside } = masker.receipt()
    expect(inside?.paths.map(({ masked: leaves }) => leaves)).toEqual([0, 0, masked, 0])
    expect(masker.originals().reduce((sum, { read }) => sum + read, 0)).toBe(valuesMasked(masker.receipt()))
  })
})

describe('a masked leaf', () => {
  it('has the length that PHP counts, and what PHP reads is the value with its pseudonym', () => {
    for (const [charset, counted] of [
      ['utf8mb4', 'utf8'],
      ['latin1', 'latin1'],
      ['latin1', 'utf8'],
    ] as const) {
      const { mask, email } = maskInside(masking('php_serialized'), 'longtext', { charset })
      fc.assert(
        fc.property(php, fc.emailAddress(), (other, mail) => {
          const value = (text: string) => phpOf({ ä: [other, { '\0*\0mail': text }], z: 'é' }, counted)
          fc.pre(!/"(?:mail|list|inner)"/.test(phpOf(other, counted)))
          expect(mask(value(mail))).toBe(value(email(mail)))
        }),
      )
    }
  })

  it('keeps its form: a number is a number, a text is escaped, NULL is NULL', () => {
    const { mask } = maskInside(
      `{ mask: json, paths: { $.n: digits, $.t: { mask: constant, value: 'a "b" \\ c' }, $.f: { mask: constant, value: false }, $.gone: "null" }, otherwise: keep }`,
    )
    const masked = mask('{"n":[100200300400,-12.50,7e3,null,"00-1"],"t":["x",1],"f":[true,"y"],"gone":{"a":["b"]}}')
    expect(JSON.parse(masked)).toMatchObject({ t: ['a "b" \\ c', 'a "b" \\ c'], f: [false, 'false'], gone: null })
    expect(masked).toMatch(/^\{"n":\[[1-9]\d{11},-\d{1,2}\.\d\d,\de\d,null,"\d\d-\d"\]/)
    const inPhp = maskInside('{ mask: php_serialized, paths: { $.n: digits, $.gone: "null" }, otherwise: keep }')
    expect(inPhp.mask('a:2:{s:1:"n";i:100200300;s:4:"gone";a:1:{i:0;s:1:"x";}}')).toMatch(
      /^a:2:\{s:1:"n";i:[1-9]\d{8};s:4:"gone";N;\}$/,
    )
    // Values that others refer to by their number stay where they are.
    expect(inPhp.mask('a:2:{s:4:"gone";a:1:{i:0;s:1:"x";}i:1;R:3;}')).toBe('a:2:{s:4:"gone";a:1:{i:0;N;}i:1;R:3;}')
  })

  it('has the rule of the path that names it most exactly', () => {
    const { mask } = maskInside(
      '{ mask: json, paths: { $..a: { mask: constant, value: 1 }, "$.*": { mask: constant, value: 2 }, $.b.a: keep, "$.c[1]": keep }, otherwise: { mask: constant, value: 3 } }',
    )
    expect(mask('{"a":"x","b":{"a":"x","d":"x"},"c":["x","x",{"a":"x"}]}')).toBe(
      '{"a":"1","b":{"a":"x","d":"2"},"c":["2","x",{"a":"1"}]}',
    )
  })

  it('is written with escapes where the column lacks its letters, and shortened where it has no room', () => {
    const letters = maskInside(
      '{ mask: json, paths: { $.a: { mask: constant, value: "Ł" } }, otherwise: keep }',
      'text',
      {
        charset: 'latin1',
      },
    )
    expect(letters.mask('{"a":"é","b":"é"}')).toBe('{"a":"\\u0141","b":"é"}')
    const narrow = maskInside('{ mask: json, paths: { $.mail: email }, otherwise: keep }', 'varchar(30)')
    expect(narrow.mask('{"mail":"a@b.example","b":"ü"}')).toMatch(/^\{"mail":"[0-9a-z]{11}","b":"ü"\}$/)
    expect(narrow.masker.receipt()).toMatchObject({
      masked: 1,
      inside: { broken: 0, paths: [{ rows: 1, masked: 1 }, {}] },
    })
  })

  it('has this pseudonym for ever', () => {
    const { mask, email } = maskInside(masking('json'))
    expect(mask('{"mail":"ada@corp.example","list":["+49 30 1234567"]}')).toBe(golden)
    expect(mask('{"mail":"ada@corp.example"}')).toBe(`{"mail":"${email('ada@corp.example')}"}`)
  })
})

it('the survey looks at each leaf that is masked by a rule of which fakes could be real, and at no other', () => {
  const rule =
    '{ mask: json, paths: { $.mail: email, $.who: full_name, $.in: { mask: json, paths: { $..who: first_name }, otherwise: digits } }, otherwise: keep }'
  const { mask, masker, table, plan } = maskInside(rule)
  const recorder = new InsideRecorder(table, plan, new OriginalDigest(createPseudonymKey(new Uint8Array(32))))
  for (const text of [
    '{"mail":"a@b.example","who":["Odalys V",""],"in":"{\\"who\\":\\"Odalys\\",\\"n\\":71}"}',
    '{',
    '',
    '{"in":"{"}',
  ]) {
    mask(text)
    const bytes = Buffer.from(text)
    recorder.record(bytes, 0, bytes.length)
  }
  const surveyed = recorder.originals().map(({ branch, read }) => [branch, read])
  expect(surveyed).toEqual([
    ['$.who', 2],
    ['$..who', 1],
    ['', 1],
  ])
  const read = [...recorder.originals(), ...masker.originals()].reduce((sum, entry) => sum + entry.read, 0)
  expect(read).toBe(valuesMasked(masker.receipt()))
})

describe('a value that is none of the format', () => {
  const broken = ['{"mail":"a@b.example"', '{"a":1,}', '[01]', '"\n"', '{"a" 1}', 'nul', '[1] x', '"\\x"', "{'a':1}"]

  it('is replaced as a whole and counted, and its text is searched for', () => {
    const { mask, masker } = maskInside(keeping('json'))
    for (const text of broken) expect(mask(text)).not.toMatch(/a@b|[{["]/)
    expect(masker.receipt()).toMatchObject({ masked: broken.length, inside: { broken: broken.length } })
    expect(masker.originals().reduce((sum, { read }) => sum + read, 0)).toBe(broken.length)
    const strict = maskInside(keeping('json'), 'json')
    expect(strict.mask('{')).toBe('{}')
    const within = maskInside(masking('json'))
    expect(JSON.parse(within.mask('{"inner":"{\\"mail\\":"}')).inner).not.toContain('{')
  })

  it('is every text that JSON.parse or unserialize would not read, and no other', () => {
    const { mask, masker } = maskInside(keeping('json'))
    let refused = 0
    const cut = fc.tuple(json, fc.nat(), fc.constantFrom('', '"', ',', '}', '1', '\\', ' '))
    fc.assert(
      fc.property(cut, ([text, at, by]) => {
        const changed = text.slice(0, at % (text.length + 1)) + by + text.slice((at % (text.length + 1)) + 1)
        if (changed.trim() !== '' && !isJson(changed)) refused++
        mask(changed)
        expect(masker.receipt().inside!.broken).toBe(refused)
      }),
      { numRuns: 500 },
    )
    const inPhp = maskInside(keeping('php_serialized'))
    for (const text of ['a:1:{i:0;}', 's:3:"ab";', 'a:1:{i:0;i:1;', 'i:1', 'O:1:"ab":0:{}', 'a:1:{a:0:{}i:1;}', 'x'])
      expect(inPhp.mask(text)).not.toBe(text)
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const golden = '{"mail":"savanah.jpvrnbvc8bv69@example.com","list":["+43 60 8640377"]}'
