import { createHash } from 'node:crypto'
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Sort } from './values.ts'

/** A way in which a value may be left behind: as text or bytes of a cell; null where the value cannot be written so. */
export type Plant = (value: string, sort: Sort) => string | Uint8Array | null

const utf8 = (value: string) => Buffer.from(value, 'utf8')
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const each = (value: string, write: (byte: number) => string) => [...utf8(value)].map(write).join('')
const letters = (value: string, write: (code: number, letter: string) => string) =>
  [...value].map((letter) => write(letter.codePointAt(0)!, letter)).join('')
const two = (byte: number) => byte.toString(16).padStart(2, '0')
const four = (code: number) => code.toString(16).padStart(4, '0')
const b64 = (bytes: string | Uint8Array) => Buffer.from(bytes as string).toString('base64')
const digitsOf = (value: string) => value.replaceAll(/\D/g, '')
const of =
  (sort: Sort, plant: (value: string) => string | Uint8Array): Plant =>
  (value, its) =>
    its === sort ? plant(value) : null
const numbers =
  (plant: (value: string) => string): Plant =>
  (value, sort) =>
    ['phone', 'id', 'card'].includes(sort) ? plant(value) : null
const mail = (value: string, hash: string) => createHash(hash).update(value.toLowerCase()).digest()
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const looks: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х', i: 'і' }
const json = (value: unknown) => JSON.stringify(value)
const folded = (value: string, every: number, between: string) =>
  value.replaceAll(new RegExp(`(.{${every}})(?=.)`, 'g'), `$1${between}`)

const beyond = (value: string, write: (code: number) => string) =>
  letters(value, (code, letter) => (code > 0x7e ? write(code) : letter))
const cborLength = (length: number) => (length < 24 ? Buffer.of(0x60 + length) : Buffer.of(0x78, length))
const even = (value: string) => utf8(value.padEnd(60)).toString('hex')
function dump(value: string, group: number, behindOffset: string, gutter: string): string {
  const rows = even(value).match(/.{1,32}/g) ?? []
  return rows
    .map((row, at) => `${(at * 16).toString(16).padStart(8, '0')}${behindOffset}${folded(row, group, ' ')}${gutter}`)
    .join('\n')
}

/** Kinds of representation in a cell. */
export const representations: Readonly<Record<string, Plant>> = {
  'the whole cell': (value) => value,
  capitals: (value) => value.toUpperCase(),
  'small letters': (value) => value.toLowerCase(),
  'in a sentence': (value) => `She wrote: ${value}, and left.`,
  'in quotes': (value) => `«${value}»`,
  'in brackets': (value) => `(${value})`,
  'with spaces round it': (value) => `   ${value}\t `,
  'with two spaces': (value) => value.replaceAll(' ', '  '),
  'with no-break spaces': (value) => value.replaceAll(' ', '\u00a0'),
  'with underscores': (value) => `file_${value.replaceAll(/[ .@-]/g, '_')}_final`,
  'with hyphens': (value) => `about-${value.replaceAll(/[ .@]/g, '-')}-2`,
  'with dots': (value) => value.replaceAll(' ', '.'),
  'in a path': (value) => `/var/files/${value.replaceAll(' ', '_')}/a.txt`,
  'in a file name': (value) => `${value.replaceAll(' ', '_')}.pdf`,
  'in a link': (value) => `https://shop.example/find?q=${encodeURIComponent(value)}&page=2`,
  'in a form': (value) => new URLSearchParams({ who: value, n: '1' }).toString(),
  'URL-encoded byte by byte': (value) => each(value, (byte) => `%${two(byte)}`),
  'URL-encoded twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'URL-encoded thrice': (value) => encodeURIComponent(encodeURIComponent(encodeURIComponent(value))),
  'percent-u': (value) => letters(value, (code) => `%u${four(code)}`),
  'in JSON': (value) => json({ who: value, n: [1, 2] }),
  'in JSON, deep': (value) => json({ a: [{ b: { c: [null, value] } }] }),
  'in JSON as a key': (value) => json({ [value]: true }),
  'in JSON, escaped letter by letter': (value) => `{"x":"${letters(value, (code) => `\\u${four(code)}`)}"}`,
  'in JSON, after a line break': (value) => json({ x: `to\n${value}\nfrom` }),
  'in JSON within JSON': (value) => json({ x: json({ y: value }) }),
  'in JSON thrice': (value) => json(json(json({ y: `a\n${value}` }))),
  'in JSON with slashes escaped': (value) => `{"u":"http:\\/\\/x\\/${value}\\/"}`,
  'C escapes': (value) => each(value, (byte) => `\\x${two(byte)}`),
  'C escapes after a tab': (value) => `a\\t${value}\\n`,
  'octal escapes': (value) => each(value, (byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  'SQL text': (value) => `INSERT INTO t VALUES ('x','${value}\\r\\n');`,
  'SQL hex': (value) => `INSERT INTO t VALUES (0x${utf8(value).toString('hex')});`,
  'ES6 escapes': (value) => letters(value, (code) => `\\u{${code.toString(16)}}`),
  'Python escapes': (value) => letters(value, (code) => `\\U${code.toString(16).padStart(8, '0')}`),
  'HTML entities, decimal': (value) => letters(value, (code) => `&#${code};`),
  'HTML entities, hex': (value) => letters(value, (code) => `&#x${code.toString(16)};`),
  'HTML entities, named': (value) =>
    `<p>${value.replaceAll('ö', '&ouml;').replaceAll('ü', '&uuml;').replaceAll('ß', '&szlig;')}</p>`,
  'HTML entities, twice': (value) => letters(value, (code) => `&amp;#${code};`),
  HTML: (value) => `<div class="a">${value}</div>`,
  'HTML, marked within': (value) => `<p>${value.slice(0, 2)}<b>${value.slice(2, 9)}</b>${value.slice(9)}</p>`,
  'HTML, a tag between words': (value) => value.replaceAll(' ', '<br/>'),
  'an attribute of HTML': (value) => `<a title="${value}" href="#">x</a>`,
  'a mailto link': of('email', (value) => `<a href="mailto:${value}?subject=x">write</a>`),
  'a tel link': of('phone', (value) => `<a href="tel:${value.replaceAll(' ', '')}">ring</a>`),
  XML: (value) => `<?xml version="1.0"?><row><who>${value}</who></row>`,
  CDATA: (value) => `<x><![CDATA[${value}]]></x>`,
  Markdown: (value) => `**${value}**`,
  CSV: (value) => `1;"${value}";x\n2;y;z`,
  tabs: (value) => `1\t${value}\tx`,
  YAML: (value) => `who: ${value}\nn: 1\n`,
  'an INI file': (value) => `[a]\nwho=${value}\n`,
  'PHP serialised': (value) => `a:1:{s:3:"who";s:${utf8(value).length}:"${value}";}`,
  'a query string within JSON': (value) => json({ url: `/x?who=${encodeURIComponent(value)}` }),
  'quoted-printable': (value) => each(value, (byte) => `=${two(byte).toUpperCase()}`),
  'quoted-printable with a soft break': (value) => `${value.slice(0, 5)}=\r\n${value.slice(5)}`,
  'an encoded word of mail, B': (value) => `Subject: =?utf-8?B?${b64(value)}?=`,
  'an encoded word of mail, Q': (value) =>
    `=?utf-8?Q?${each(value, (byte) => (byte === 32 ? '_' : `=${two(byte)}`))}?=`,
  base64: (value) => b64(value),
  'base64 without padding': (value) => b64(value).replaceAll('=', ''),
  base64url: (value) => Buffer.from(`?>${value}`).toString('base64url'),
  'base64 in a text': (value) => `Authorization: Basic ${b64(`x:${value}`)} sent`,
  'base64 in JSON': (value) => json({ blob: b64(json({ who: value })) }),
  'base64 in lines': (value) => b64(`${'lorem ipsum '.repeat(12)}${value} end`).replaceAll(/(.{76})/g, '$1\r\n'),
  'base64 twice': (value) => b64(b64(value)),
  'a data link': (value) => `data:text/plain;base64,${b64(value)}`,
  'a token of three parts': (value) =>
    `${b64('{"alg":"none"}')}.${Buffer.from(json({ sub: value })).toString('base64url')}.c2ln`,
  'base64 of UTF-16': (value) => b64(Buffer.from(value, 'utf16le')),
  'base64 of gzip': (value) => b64(gzipSync(json({ who: value }))),
  hex: (value) => utf8(value).toString('hex'),
  'hex in capitals': (value) => `X'${utf8(value).toString('hex').toUpperCase()}'`,
  'hex with 0x': (value) => `0x${utf8(value).toString('hex')}`,
  'hex byte by byte': (value) => each(value, (byte) => `${two(byte)} `).trim(),
  'hex with colons': (value) => each(value, (byte) => `${two(byte)}:`).slice(0, -1),
  'hex of UTF-16': (value) => Buffer.from(value, 'utf16le').toString('hex'),
  bytes: (value) => utf8(value),
  'bytes among others': (value) => Buffer.concat([Buffer.of(0, 1, 2, 255), utf8(` ${value} `), Buffer.of(0, 7)]),
  'UTF-16 little': (value) => Buffer.from(value, 'utf16le'),
  'UTF-16 big': (value) => swapped(Buffer.from(value, 'utf16le')),
  'UTF-16 with a mark': (value) => Buffer.from(`\ufeff${value}`, 'utf16le'),
  'UTF-16 within bytes': (value) =>
    Buffer.concat([Buffer.of(9, 200, 1, 3), Buffer.from(value, 'utf16le'), Buffer.of(1)]),
  'UTF-32': (value) =>
    Buffer.concat(
      [...value].map((letter) => Buffer.of(letter.codePointAt(0)! & 255, letter.codePointAt(0)! >> 8, 0, 0)),
    ),
  'bytes of Latin-1': (value) => Buffer.from(value, 'latin1'),
  'UTF-8 stored twice': (value) => latin(utf8(value)),
  'UTF-8 stored thrice': (value) => latin(utf8(latin(utf8(value)))),
  gzip: (value) => gzipSync(`some text with ${value} in it`),
  zlib: (value) => deflateSync(json({ who: value })),
  'COMPRESS()': (value) => Buffer.concat([Buffer.of(9, 0, 0, 0), deflateSync(value)]),
  zstd: (value) => zstdCompressSync(Buffer.from(value)),
  'gzip twice': (value) => gzipSync(gzipSync(value)),
  'gzip of base64': (value) => gzipSync(b64(value)),
  'soft hyphens': (value) => folded(value, 3, '\u00ad'),
  'zero-width spaces': (value) => folded(value, 2, '\u200b'),
  joiners: (value) => folded(value, 4, '\u200d'),
  'a folded vCard': (value) => `BEGIN:VCARD\r\nNOTE:some words ${value.slice(0, 6)}\r\n ${value.slice(6)}\r\nEND:VCARD`,
  'a folded calendar': (value) =>
    `BEGIN:VEVENT\nDESCRIPTION:with ${value.slice(0, 7)}\n\t${value.slice(7)}\nEND:VEVENT`,
  'RTF with bytes': (value) => `{\\rtf1\\ansi {\\b ${beyond(value, (code) => `\\'${two(code)}`)}}}`,
  'RTF with numbers': (value) => `{\\rtf1 ${beyond(value, (code) => `\\u${code}?`)}}`,
  'CSS escapes of six digits': (value) =>
    `content: "${beyond(value, (code) => `\\${code.toString(16).padStart(6, '0')}`)}"`,
  'UNISTR()': (value) => `UNISTR('${beyond(value, (code) => `\\${four(code)}`)}')`,
  'CBOR, its length a letter': (value) =>
    Buffer.concat([Buffer.of(0xa1, 0x64), utf8('name'), cborLength(utf8(value).length), utf8(value)]),
  'Protocol Buffers in base64': (value) =>
    b64(Buffer.concat([Buffer.of(255, 1, 15, 5, utf8(value).length), utf8(value), Buffer.of(0x10, 2)])),
  'a dump by xxd': (value) => dump(value, 4, ': ', '  ................'),
  'a dump by hexdump': (value) => dump(value, 2, '  ', '  |................|'),
  'hex by words of two bytes': (value) => folded(even(value), 4, ' '),
  'hex by words of four bytes': (value) => folded(even(value), 8, ' '),
  'hex as a list': (value) => each(value, (byte) => `0x${two(byte)}, `).slice(0, -2),
  'gzip behind a header': (value) => Buffer.concat([utf8('HDR1'), gzipSync(json({ who: value }))]),
  'a link within a link': (value) =>
    `<a href="https://x.example/a?u=${encodeURIComponent(`/b?who=${encodeURIComponent(value)}&z=1`)}&amp;k=2">x</a>`,
  'digits of another script': (value) =>
    `نص ${value.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))} هنا`,
  'a byte order mark': (value) => `\ufeff${value}`,
  'marks of direction': (value) => `\u202e${value}\u202c`,
  NFD: (value) => value.normalize('NFD'),
  'NFKD in capitals': (value) => value.normalize('NFKD').toUpperCase(),
  'without accents': (value) => value.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  'full-width letters': (value) =>
    letters(value, (code, letter) => (code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : letter)),
  'letters of mathematics': (value) =>
    letters(value, (code, letter) => (/[a-z]/.test(letter) ? String.fromCodePoint(0x1d41a + code - 97) : letter)),
  'look-alike letters': (value) => letters(value, (_, letter) => looks[letter] ?? letter),
  'umlauts spelled out': (value) => value.replaceAll('ö', 'oe').replaceAll('ü', 'ue'),
  'ss for ß': (value) => value.replaceAll('ß', 'ss'),
  'hyphenated at the end of a line': (value) => `${value.slice(0, 3)}-\n${value.slice(3)}`,
  'hyphenated in a quoted mail': (value) => `> ${value.slice(0, 4)}-\r\n> ${value.slice(4)}`,
  'broken between words': (value) => value.replaceAll(' ', '\n'),
  'camel case': (value, sort) =>
    sort === 'email'
      ? null
      : value
          .split(/[ -]/)
          .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
          .join(''),
  'camel case in a file name': (value, sort) => (sort === 'name' ? `scan${value.replaceAll(' ', '')}.jpg` : null),
  'in another language around it': (value) => `私は${' '}${value} です`,
  'in a log line': (value) => `2026-11-29 18:30:14 [info] app: login of ${value} from 10.0.0.7`,
  'in a stack trace': (value) => `Error: no such thing: ${value}\n    at f (/srv/app.js:10:3)`,
  'in a long text': (value) => `${'wave '.repeat(5000)}${value}${' wave'.repeat(5000)}`,
  'in an array of numbers': numbers((value) => json([17, Number(digitsOf(value).slice(0, 15)) && value, 4])),
}

/** Other ways to write values of one sort. */
export const spellings: Readonly<Record<string, Plant>> = {
  'last name first': of('name', () => 'Müllenbeck Jörga'),
  'last name first, with a comma': of('name', () => 'MÜLLENBECK, Jörga'),
  'a middle initial': of('name', () => 'ask Jörga M. Müllenbeck'),
  'a genitive': of('name', () => 'Jörga Müllenbecks Fahrrad'),
  'a genitive with an apostrophe': of('name', () => "Jörga Müllenbeck's bicycle"),
  'a salutation': of('name', () => 'Dear Frau Dr. Jörga Müllenbeck,'),
  'apart in JSON': of('name', () => json({ first: 'Jörga', last: 'Müllenbeck' })),
  'apart in XML': of('name', () => '<first>Jörga</first><last>Müllenbeck</last>'),
  'apart in a form': of('name', () => 'first=J%C3%B6rga&last=M%C3%BCllenbeck'),
  'apart in lines': of('name', () => 'first: Jörga\nlast: Müllenbeck'),
  'apart in PHP': of('name', () => 'a:2:{i:0;s:6:"Jörga";i:1;s:11:"Müllenbeck";}'),
  'the local part': of('email', () => 'she is jorga.mullenbeck85 there'),
  'the local part in a link': of('email', () => 'https://x.example/~jorga.mullenbeck85/'),
  'an address with its name': of('email', (value) => `"J" <${value}>`),
  'at spelled out': of('email', (value) => value.replace('@', ' [at] ')),
  MD5: of('email', (value) => mail(value, 'md5').toString('hex')),
  'SHA-1': of('email', (value) => mail(value, 'sha1').toString('hex')),
  'SHA-256': of('email', (value) => mail(value, 'sha256').toString('hex')),
  'MD5 in a link': of('email', (value) => `https://avatar.example/${mail(value, 'md5').toString('hex')}?s=80`),
  'MD5 as bytes': of('email', (value) => mail(value, 'md5')),
  'SHA-1 as bytes': of('email', (value) => mail(value, 'sha1')),
  'SHA-256 as bytes': of('email', (value) => mail(value, 'sha256')),
  'digits alone': numbers((value) => digitsOf(value)),
  'other groups': numbers((value) => digitsOf(value).replaceAll(/(\d{3})(?=\d)/g, '$1 ')),
  'groups with hyphens': numbers((value) => digitsOf(value).replaceAll(/(\d{4})(?=\d)/g, '$1-')),
  'groups of two with dots': numbers((value) => digitsOf(value).replaceAll(/(\d{2})(?=\d)/g, '$1.')),
  'a trunk zero': of('phone', () => 'call 030 55512047 now'),
  'a trunk zero and a slash': of('phone', () => '030/555-120-47'),
  'two zeros': of('phone', () => '0049 30 55512047'),
  'two zeros, glued': of('phone', () => '00493055512047'),
  'a zero in brackets': of('phone', () => '+49 (0)30 555 120 47'),
  'without a prefix': of('phone', () => '30 555 12047'),
  'with dots': of('phone', () => '+49.30.555.12047'),
  'in JSON as a number': of('phone', () => '{"tel":4930555'.concat('12047}')),
  'letters and digits glued': (value, sort) => (sort === 'iban' ? value.replaceAll(' ', '') : null),
  'a login in a path': of('login', (value) => `/home/${value}/.ssh`),
  'a login behind an @': of('login', (value) => `thanks @${value}!`),
  'a login in CSV': of('login', (value) => `7,${value},active`),
}
