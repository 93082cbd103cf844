import { createHash } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import type { Canary, CanaryValues } from './canary.ts'

type Planted = Omit<Canary, 'name' | 'promised'>

/** Every kind that the search promises to find, and how it is planted. */
export const promised: Readonly<Record<string, (values: CanaryValues) => Planted>> = {
  'a whole value': ({ login }) => ({ text: login }),
  'an e-mail address within text': ({ email }) => ({ text: `Please write to <${email.toUpperCase()}> soon.` }),
  'a name within text': ({ name }) => ({ text: `Many thanks,\n${name}, and good night` }),
  'a name without accents': ({ name }) => ({ text: `for ${plain(name).toUpperCase()}.` }),
  'a name in another order': ({ name }) => ({ text: `${name.split(' ')[1]}, ${name.split(' ')[0]}` }),
  'a name with an initial in it': ({ name }) => ({ text: `of ${name.replace(' ', ' Q. ')}, here` }),
  'a name in the genitive': ({ name }) => ({ text: `${name}s Rad` }),
  'first and last name in two columns': ({ name }) => ({ apart: name.split(' ') as [string, string] }),
  'first and last name under labels': ({ name }) => ({
    json: JSON.stringify({ first: name.split(' ')[0], last: name.split(' ')[1] }),
  }),
  'a street within text': ({ street }) => ({ text: `at ${street}, 2nd floor` }),
  'a phone number in other groups': ({ phone }) => ({ text: `ring ${groups(digits(phone), 3)} first` }),
  'a phone number without its country': ({ phone }) => ({ text: `ring 0${digits(phone).slice(2)}` }),
  'a phone number as a number': ({ phone }) => ({ number: digits(phone) }),
  'an official number without its signs': ({ id }) => ({ text: `no. ${digits(id)}` }),
  'a card number in other groups': ({ card }) => ({ json: JSON.stringify({ pan: groups(digits(card), 2) }) }),
  'a user name with a digit within text': ({ login }) => ({ text: `seen @${login} there` }),
  'the local part of an address': ({ email }) => ({ text: `/home/${email.split('@')[0]}/x` }),
  'MD5 of an address': ({ email }) => ({ text: `https://a.invalid/${hash('md5', email).toString('hex')}?s=8` }),
  'SHA-1 of an address': ({ email }) => ({ bytes: hash('sha1', email) }),
  'SHA-256 of an address': ({ email }) => ({ text: hash('sha256', email).toString('hex') }),
  'a value within a blob': ({ login }) => ({ bytes: Buffer.from(`\0\x01 ${login} \0`) }),
  'escapes of JSON, SQL, C and \\x': ({ name }) => ({
    json: `{"to": ["a\\n${escaped(name)}"]}`,
  }),
  'URL-encoding': ({ name }) => ({ text: `?q=${encodeURIComponent(encodeURIComponent(name))}` }),
  'HTML entities': ({ name }) => ({ text: `<p>${name.replace('ö', '&ouml;').replace('ü', '&#252;')}</p>` }),
  'quoted-printable and the encoded words of mail': ({ name }) => ({ text: `=?utf-8?Q?${quoted(name)}?=` }),
  'base64 and base64url': ({ name }) => ({ text: `Basic ${Buffer.from(`x ${name}`).toString('base64')}` }),
  hex: ({ name }) => ({ text: `0x${Buffer.from(name).toString('hex')}` }),
  'UTF-16 and UTF-32': ({ name }) => ({ bytes: Buffer.from(name, 'utf16le') }),
  'bytes of Latin-1': ({ name }) => ({ bytes: Buffer.from(name, 'latin1') }),
  'UTF-8 stored twice': ({ name }) => ({ text: Buffer.from(name).toString('latin1') }),
  'gzip, zlib, zstd and COMPRESS() up to 4 MB': ({ name }) => ({
    bytes: Buffer.concat([Buffer.of(9, 0, 0, 0), deflateSync(name)]),
  }),
  'folded lines of vCards, calendars and LDIF': ({ name }) => ({
    text: `BEGIN:VCARD\r\nFN:${name.slice(0, 4)}\r\n ${name.slice(4)}\r\nEND:VCARD`,
  }),
  'rich text (RTF)': ({ name }) => ({
    text: `{\\rtf1\\ansi {\\b ${[...name].map((letter) => (letter > '~' ? `\\'${letter.charCodeAt(0).toString(16)}` : letter)).join('')}}}`,
  }),
  'texts behind their length in binary data': ({ login }) => ({
    bytes: Buffer.concat([
      Buffer.of(0xa1, 0x63),
      Buffer.from('who'),
      Buffer.of(0x60 + login.length),
      Buffer.from(login),
    ]),
  }),
  'encodings within each other': ({ name }) => ({
    text: gzipSync(JSON.stringify({ who: encodeURIComponent(name) })).toString('base64'),
  }),
  'letters that nobody sees': ({ name }) => ({ text: name.replaceAll(/(.{3})/gu, '$1\u00ad\u200b') }),
  'other forms of letters': ({ name }) => ({ text: wide(name.normalize('NFD')) }),
  'letters that look alike': ({ name }) => ({ text: name.replaceAll('a', 'а').replaceAll('o', 'о') }),
  'umlauts spelled out': ({ street }) => ({ text: street.replace('ö', 'oe').replace('ß', 'ss') }),
  'hyphenation at line ends': ({ name }) => ({ text: `${name.slice(0, 4)}-\n  ${name.slice(4)}` }),
  'camel case': ({ name }) => ({ text: `scan_${name.replace(' ', '')}.pdf` }),
  'text between tags': ({ name }) => ({ text: `<i>${name.slice(0, 2)}</i>${name.slice(2)}` }),
}

export function digits(value: string): string {
  return value.replaceAll(/\D/g, '')
}

export function plain(value: string): string {
  return value.normalize('NFD').replaceAll(/\p{M}/gu, '')
}

export function hash(algorithm: string, value: string): Buffer {
  return createHash(algorithm).update(value.toLowerCase()).digest()
}

function groups(value: string, size: number): string {
  return value.replaceAll(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1 ')
}

function escaped(value: string): string {
  return [...value].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}

function quoted(value: string): string {
  return [...Buffer.from(value)].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')
}

function wide(value: string): string {
  return value.replaceAll(/[a-z]/gi, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))
}
