import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { codecOf } from '../../../../shared/masking/redact/byte-codec.ts'
import { findParts } from '../../../../shared/masking/redact/find-parts.ts'
import { rewriteText } from '../../../../shared/masking/redact/rewrite-text.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

const utf8 = codecOf(charsetOf('utf8mb4')!)
const rewrite = (text: string, codecs = [utf8]) =>
  rewriteText(text, codecs, ({ kind }) => (kind === 'email' ? 'someone.else@example.org' : '+99900'))
const mail = 'iduna@moss.example'
const s = (text: string) => `s:${Buffer.byteLength(text)}:"${text}";`

describe('what is found in a text', () => {
  const found = (text: string) => findParts(text).map(({ value }) => value)

  it('is every e-mail address, whatever stands around it', () => {
    const around = [
      `Write to ${mail}.`,
      `<${mail}>`,
      `mailto:${mail}?subject=hi`,
      `a=1&to=${mail}&b=2`,
      `"${mail}"`,
      `${mail},`,
      `'${mail}'`,
      `<td>${mail}</td>`,
      `\\n${mail}`,
      `${mail};${mail}`,
      `user_id:${mail}|x`,
      `(${mail})`,
      `at ${mail.toUpperCase()} now`,
    ]
    for (const text of around)
      expect([text, ...new Set(found(text).map((value) => value.toLowerCase()))]).toEqual([text, mail])
    expect(found('a=b&to=iduna%40moss.example')).toEqual([mail])
    expect(found("o'mara.jo+news_1@mail.moss.example")).toEqual(["o'mara.jo+news_1@mail.moss.example"])
    expect(found('jörg@büro.example')).toEqual(['jörg@büro.example'])
  })

  it('is every phone number that is written as one', () => {
    for (const number of [
      '+44 20 7946 0123',
      '(020) 7946 0123',
      '020 7946-0123',
      '+4930901820',
      '555-123-4567',
      '(555) 123-4567',
      '06.12.34.56.78',
      '600-123-456',
      '333 123 4567',
    ])
      for (const text of [number, `Call ${number}.`, `tel:${number}`, `${number}, ${number}`])
        expect([text, ...new Set(found(text))]).toEqual([text, number])
    expect(found('+44 20 7946 0123 020 7946 0456')).toEqual(['+44 20 7946 0123', '020 7946 0456'])
  })

  it('stands beside letters of scripts that put no space between words', () => {
    expect(found('\u756a\u53f7\u306f090-1234-5678\u3067\u3059\u3002')).toEqual(['090-1234-5678'])
    expect(found('\u9023\u7d61\u5148\u306fquill@marrow.example\u3067\u3059\u3002')).toEqual(['quill@marrow.example'])
    expect(found('Nr.A090-1234-5678 B')).toEqual([])
  })

  it('is no file, version, date, time, amount, position or long number', () => {
    for (const text of [
      'logo@2x.png',
      'https://cdn.example/npm/library@3.6.0.min.js',
      '@media print',
      'user@localhost',
      '1.2.3-45678',
      '2024-05-06 07:08:09',
      '06.05.2024',
      '01/02/2003',
      '1732875300',
      '12,345,678.00',
      '52.5200,13.4050',
      'a:3:{i:0;i:1732875300;}',
      '#00ff0012',
      '0.75 0.25 0.5',
    ])
      expect([text, ...found(text)]).toEqual([text])
  })
})

describe('a rewritten text', () => {
  it('is left alone where nothing is found', () => {
    for (const text of [
      '',
      'plain',
      '{"a": 1.0}',
      'a:1:{i:0;b:1;}',
      'O:8:"stdClass":0:{}',
      '12345678',
      '{"broken',
      'a:2:{i:0;',
    ])
      expect(rewrite(text)).toBeNull()
  })

  it('has right lengths in serialised PHP: in keys, objects, sessions, and within each other', () => {
    const value = (address: string) => {
      const inner = `a:2:{${s('to')}${s(address)}i:7;d:0.1;}`
      const object = `O:4:"Post":2:{${s('\0*\0from')}${s(`Zoë <${address}>`)}${s('next')}N;}`
      return `a:4:{${s(address)}b:1;i:0;${s(inner)}i:1;${object}i:2;${s(`{"to":"${address}"}`)}}`
    }
    expect(rewrite(value(mail))).toBe(value('someone.else@example.org'))
    expect(rewrite(`user|${value(mail)}tries|i:3;`)).toBe(`user|${value('someone.else@example.org')}tries|i:3;`)
  })

  it('is as PHP reads it, which says so itself', ({ skip }) => {
    if (spawnSync('php', ['-v']).error) skip('PHP is not installed here')
    const code = `$v = ['${mail}' => 1.5, 'n' => ['Zoë ${mail}', serialize(['${mail}'])], 'o' => new ArrayObject(['${mail}']), 'b' => false];
      echo serialize($v);`
    const written = execFileSync('php', ['-r', code]).toString()
    const other = rewrite(written)!
    const read = `$v = unserialize(stream_get_contents(STDIN)); echo json_encode([array_keys($v), $v['n'][0], unserialize($v['n'][1]), $v['b']]);`
    const told = JSON.parse(execFileSync('php', ['-r', read], { input: other }).toString())
    const fake = 'someone.else@example.org'
    expect(told).toEqual([[fake, 'n', 'o', 'b'], `Zoë ${fake}`, [fake], false])
  })

  it('counts as PHP counted, in the bytes of the column or in UTF-8', () => {
    const latin1 = codecOf(charsetOf('latin1')!)
    for (const [codecs, bytes] of [
      [[latin1, utf8], 'latin1'],
      [[latin1, utf8], 'utf8'],
    ] as const) {
      const sized = (text: string) => `s:${Buffer.from(text, bytes).length}:"${text}";`
      expect(rewrite(sized(`Zoë ${mail}`), [...codecs])).toBe(sized('Zoë someone.else@example.org'))
    }
  })

  it('keeps the length of an object that wrote itself', () => {
    const own = (address: string) =>
      `C:11:"ArrayObject":${address.length + 35}:{x:i:0;a:1:{i:0;s:${address.length}:"${address}";};m:a:0:{}}`
    const other = rewriteText(own(mail), [utf8], (_part, bytes) => 'x'.repeat(bytes()))
    expect(other).toBe(own('x'.repeat(mail.length)))
  })

  it('is the same JSON but for the strings that were touched', () => {
    const json = `{ "big": 12345678901234567890, "e": 1.10, "path": "a\\/b", "to" : ["${mail}", "caf\\u00e9 \\"${mail}\\""],\n "${mail}": null}`
    const fake = 'someone.else@example.org'
    expect(rewrite(json)).toBe(
      `{ "big": 12345678901234567890, "e": 1.10, "path": "a\\/b", "to" : ["${fake}", "café \\"${fake}\\""],\n "${fake}": null}`,
    )
  })

  it('has no secret behind a key that calls it one, and keeps numbers, switches and sentences about secrets', () => {
    const tagged = (text: string) =>
      rewriteText(text, [utf8], ({ kind }, bytes) => (kind === 'secret' ? '*'.repeat(bytes()) : '?'))
    expect(
      tagged(
        '{"mode": "live", "secret_key": "Yk8-Qz31", "token_minutes": "60", "password_hint": "Ask us, we know it."}',
      ),
    ).toBe('{"mode": "live", "secret_key": "********", "token_minutes": "60", "password_hint": "Ask us, we know it."}')
    const value = (secret: string) =>
      `a:3:{${s('smtp_password')}${s(secret)}${s('use_password')}s:1:"1";${s('in')}a:1:{${s('api_key')}${s(secret)}}}`
    expect(tagged(value('Yk8-Qz31'))).toBe(value('********'))
  })

  it('comes back in base64 where it was in base64', () => {
    const encoded = (address: string) => Buffer.from(`a:1:{${s('to')}${s(address)}}`).toString('base64')
    expect(rewrite(encoded(mail))).toBe(encoded('someone.else@example.org'))
    expect(rewrite('abcdefghijklmnopqrstuvwxyzabcdef')).toBeNull()
  })

  it('replaces in what no parser reads what it finds', () => {
    expect(rewrite(`a:1:{s:3:"${mail}`)).toBe('a:1:{s:3:"someone.else@example.org')
    expect(rewrite(`{"to": "${mail}`)).toBe('{"to": "someone.else@example.org')
    expect(rewrite('?to=iduna%40moss.example')).toBe('?to=someone.else%40example.org')
  })
})
