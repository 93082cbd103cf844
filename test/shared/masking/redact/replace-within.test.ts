import { expect, it } from 'vitest'
import { codecOf } from '../../../../shared/masking/redact/byte-codec.ts'
import { replaceWithin } from '../../../../shared/masking/redact/replace-within.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

const codec = codecOf(charsetOf('utf8mb4')!)
const [from, to] = ['https://www.one.test', 'https://staging.one-more.test']
const slashed = (text: string) => text.replaceAll('/', '\\/')
const replace = (text: string) =>
  replaceWithin(
    text,
    [
      [from, to],
      [slashed(from), slashed(to)],
    ],
    codec,
  )
const php = (text: string) => `s:${Buffer.byteLength(text)}:"${text}";`
const both = (make: (site: string) => string) => expect(replace(make(from))).toBe(make(to))

it('a text is replaced in whatever it stands, with the lengths of PHP right and all else as it is written', () => {
  both((site) => `see ${site}/a and "${slashed(site)}\\/b"`)
  both((site) => `a:1:{s:4:"é\\x";${php(`${site}/é`)}}`)
  both((site) => `home|${php(site)}cart|a:0:{}`)
  both((site) => php(`a:1:{i:0;${php(`{ "at" : "${slashed(site)}", "n": 1.50 }`)}}`))
  both((site) => JSON.stringify({ raw: `a:1:{i:0;${php(site)}}`, n: 1 }))
  both((site) => `Write s:4:"test" for it, and ${'x'.repeat(20)} ${site}`)
  expect(replace('a:1:{i:0;s:3:"abc";}')).toBe('a:1:{i:0;s:3:"abc";}')
})

it('a string that counts another length than it has is left to somebody, unless the text is as long', () => {
  for (const broken of [`a:1:{i:0;s:99:"${from}";}`, `x a:1:{i:0;${php(from)}} y`, `C:1:"X":${from.length}:{${from}}`])
    expect([broken, replace(broken)]).toEqual([broken, null])
  expect(replaceWithin(`a:9:{s:99:"${from}"`, [[from, from.replace('www', 'stg')]], codec)).toContain('stg.one.test')
})
