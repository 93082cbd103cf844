import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadLocales } from '../../../../shared/policy/locales.ts'
import { table } from '../../policy/describe-schema.ts'
import { rowsMasker } from '../mask-rows.ts'
import { maskInside } from './mask-inside.ts'

const xml = (paths: string, more = 'otherwise: keep') => `{ mask: xml, paths: { ${paths} }, ${more} }`
const text = fc.string({ unit: fc.constantFrom(...'abc é <>&"\'\\;,=\n+%#?|😀') })
const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&#60;').replaceAll('>', '&gt;').replaceAll('"', '&#x22;')

describe('XML', () => {
  const element: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      text.map(escaped),
      fc.constantFrom('<!-- <a> & -->', '<![CDATA[ <&> ]]>', '<?php x ?>', '<e/>', "<ns:e a = 'b\"' />"),
      fc
        .tuple(text.map(escaped), fc.array(tie('node'), { maxLength: 3 }))
        .map(([value, nodes]) => `<item b="${value}"\n>${nodes.join('')}</item >`),
    ),
  })).node

  it('stays byte for byte beside what is masked, in texts and attributes', () => {
    const { mask, masker, email } = maskInside(xml('$.doc.mail: email, "$..@mail": email'))
    fc.assert(
      fc.property(element, element, (before, after) => {
        const value = (mail: string) =>
          `<?xml version="1.0"?>\n<doc><mail>\n ${mail} </mail>${before}<x mail='${mail}'>${after}</x></doc>\n`
        expect(mask(value('a@b.example'))).toBe(value(email('a@b.example')))
      }),
    )
    expect(masker.receipt().inside?.broken).toBe(0)
  })

  it('is written with its escapes, as data where it was, and emptied where a rule is null', () => {
    const constant = '{ mask: constant, value: "<\\"&ł>" }'
    const { mask } = maskInside(xml(`$.a.b: ${constant}, "$.a.@c": ${constant}, $.a.gone: "null"`), 'text', {
      charset: 'latin1',
    })
    expect(mask('<a c="é"><b>é</b><b><![CDATA[é]]></b><gone x="1"><p>q</p></gone><d>é</d></a>')).toBe(
      '<a c="&lt;&#34;&amp;&#322;&gt;"><b>&lt;"&amp;&#322;&gt;</b><b>&lt;"&amp;&#322;&gt;</b><gone x=""></gone><d>é</d></a>',
    )
    expect(maskInside(xml(`$.a: ${constant}`)).mask('<a><![CDATA[é]]></a>')).toBe('<a><![CDATA[<"&ł>]]></a>')
  })

  it('is broken where elements do not close, entities are unknown, or anything stands around the element', () => {
    const { mask } = maskInside(xml('$.q: email'))
    for (const broken of [
      '<a>',
      '<a></b>',
      '<a/><b/>',
      'x<a/>',
      '<a>&nbsp;</a>',
      '<a>a & b</a>',
      '<a b=c/>',
      '<a b="1" b="2"/>',
      '<a b="<"/>',
      'x',
    ])
      expect([broken, mask(broken)]).not.toEqual([broken, broken])
  })
})

describe('CSV', () => {
  const cell = fc.oneof(
    text.filter((value) => !/[\n",]/.test(value)),
    text.map((value) => `"${value.replaceAll('"', '""')}"`),
  )
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })

  it('stays byte for byte, and masks a field by its number or by the name in the first record', () => {
    const keeping = maskInside('{ mask: csv, paths: { "$[99]": email }, otherwise: keep }')
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (records, end) => {
        const value = records.map((fields) => fields.join(',')).join(end)
        expect(keeping.mask(value)).toBe(value)
      }),
    )
    expect(keeping.masker.receipt().inside?.broken).toBe(0)
    const { mask, email } = maskInside(
      '{ mask: csv, separator: semicolon, paths: { $.mail: email, "$[0]": { mask: constant, value: "a;\\"b" } }, otherwise: keep }',
    )
    expect(mask('id;mail\r\n1;"a@b.example"\r\n;x;y\r\n')).toBe(
      `id;mail\r\n"a;""b";"${email('a@b.example')}"\r\n;${email('x')};y\r\n`,
    )
    expect(mask('1;"open')).not.toContain('open')
  })
})

describe('parameters of an address', () => {
  it('stay byte for byte beside what is masked, with the address around them', () => {
    const { mask, masker, email } = maskInside(
      '{ mask: url_query, paths: { $.mail: email, "$[\\"a[b]\\"]": { mask: constant, value: "ü b&" } }, otherwise: keep }',
    )
    const parameter = fc.tuple(text, text).map((pair) => pair.map(encodeURIComponent).join('='))
    fc.assert(
      fc.property(fc.constantFrom('', 'https://h.test/p?', '/p?', '?'), fc.array(parameter), (before, others) => {
        fc.pre(!others.some((other) => /^(?:mail|a%5Bb%5D)=/.test(other)))
        const value = (mail: string) => `${before}${[...others, `mail=${encodeURIComponent(mail)}`].join('&')}#mail=x`
        expect(mask(value('a+b@c.example'))).toBe(value(email('a+b@c.example')))
      }),
    )
    expect(mask('a%5Bb%5D=x+y&c&a[b]=z')).toBe('a%5Bb%5D=%C3%BC+b%26&c&a[b]=%C3%BC%20b%26')
    expect(mask('https://h.test/mail=x')).toBe('https://h.test/mail=x')
    expect(masker.receipt().inside?.broken).toBe(0)
    for (const broken of ['a=b c', 'a=%zz', 'mail=%4']) expect(mask(broken)).not.toBe(broken)
  })
})

describe('base64', () => {
  it('keeps its alphabet, its padding and its lines, and what is in it', () => {
    const { mask, email } = maskInside(
      '{ mask: base64, otherwise: { mask: json, paths: { $.mail: email }, otherwise: keep } }',
    )
    const forms = (value: string) => {
      const plain = Buffer.from(value).toString('base64')
      const lines = plain.match(/.{1,16}/g)!.join('\r\n')
      return [plain, plain.replace(/=+$/, ''), Buffer.from(value).toString('base64url'), lines, `${plain}\n`]
    }
    const value = (mail: string) => `{"mail" : "${mail}","other":"ü?>~","n":1e400}`
    for (const [at, form] of forms(value('a@b.example')).entries())
      expect(mask(form)).toBe(forms(value(email('a@b.example')))[at])
    for (const kept of forms('{"other":1}')) expect(mask(kept)).toBe(kept)
    for (const broken of ['abc!', 'a', 'plain text']) expect(mask(broken)).not.toBe(broken)
    const whole = maskInside('{ mask: base64, otherwise: email }')
    expect(whole.mask(Buffer.from('a@b.example').toString('base64'))).toBe(
      Buffer.from(whole.email('a@b.example')).toString('base64'),
    )
  })
})

beforeAll(() => loadLocales(['en']))

it('a copy of a person in a value is the person that the columns of the row invent, also in values within it', () => {
  const persona = (part: string) => `{ mask: persona, of: t.id, part: ${part} }`
  const inner = `{ mask: base64, otherwise: { mask: json, paths: { $.m: ${persona('email')} }, otherwise: keep } }`
  const mask = rowsMasker(
    `  t: { id: keep, name: ${persona('full_name')}, mail: ${persona('email')}, copy: { mask: json, paths: { $.n: ${persona('full_name')}, $.b: ${inner} }, otherwise: keep } }\n`,
    [table('t', { id: 'int', name: 'varchar(80)', mail: 'varchar(80)', copy: 'text' })],
  )
  const copy = JSON.stringify({ n: 'Ada Byron', b: Buffer.from('{"m":"ada@b.test"}').toString('base64') })
  const [[, name, mail, masked]] = mask('t', [['7', 'Ada Byron', 'ada@b.test', copy]]) as [string[]]
  const { n, b } = JSON.parse(masked!.replaceAll('\\\\', '\\'))
  expect([n, JSON.parse(Buffer.from(b, 'base64').toString()).m]).toEqual([name, mail])
})
