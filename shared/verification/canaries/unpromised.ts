import { deflateRawSync } from 'node:zlib'
import type { Canary, CanaryValues } from './canary.ts'
import { digits, hash, plain } from './promised.ts'

type Planted = Omit<Canary, 'name' | 'promised'>

/**
 * Kinds that the search does not promise, and how one of each is planted: the record lists those that were not caught, so that it says what
 * is so and not what somebody wrote.
 */
export const unpromised: Readonly<Record<string, (values: CanaryValues) => Planted>> = {
  'a first or a last name by itself': ({ name }) => ({ text: `thanks, ${name.split(' ')[0]}` }),
  'initials and shortened names': ({ name }) => ({ text: `${name[0]}. ${name.split(' ')[1]}` }),
  'names glued together in small letters': ({ name }) => ({ text: plain(name).replace(' ', '').toLowerCase() }),
  'nicknames and names with other endings': ({ name }) => ({ text: `of ${name}owi` }),
  'typing errors': ({ name }) => ({ text: name.replace(/(.)(.)$/, '$2$1') }),
  'names with other words in between': ({ name }) => ({ text: name.replace(' ', ' called the great ') }),
  'user names without a digit within text': ({ login }) => ({ text: `seen ${login.replace(/\d+/, '')} there` }),
  'the domain of an address': ({ email }) => ({ text: `at ${email.split('@')[1]}` }),
  'addresses with signs spelled out in words': ({ email }) => ({
    text: email.replaceAll('.', ' dot ').replace('@', ' at '),
  }),
  'parts of numbers, such as the last four digits': ({ card }) => ({ text: `card ending in ${card.slice(-4)}` }),
  'numbers digit by digit, with words in between': ({ phone }) => ({
    text: [...digits(phone)].join(' and '),
  }),
  'numbers in words': ({ phone }) => ({ text: [...digits(phone)].map((digit) => words[Number(digit)]).join(' ') }),
  'numbers in another base or with something added': ({ phone }) => ({ text: BigInt(digits(phone)).toString(36) }),
  'numbers of fewer than eight digits in columns of numbers': ({ id }) => ({ number: digits(id).slice(0, 7) }),
  'dates and times, such as a date of birth': () => ({ text: 'born 12.11.1978' }),
  'passages of more than eight words within longer text': ({ passage }) => ({ text: `She wrote: ${passage}, so far.` }),
  'parts of passages': ({ passage }) => ({ text: `${passage.split(' ').slice(0, 4).join(' ')} …` }),
  'translations, other alphabets and sounds (Soundex)': ({ name }) => ({ text: soundex(plain(name)) }),
  'values cut off by their column': ({ phone }) => ({ text: phone.slice(0, -3) }),
  'values behind stars': ({ email }) => ({ text: email.replace(/(?<=.).(?=.*@)/g, '*') }),
  'other values over several cells or rows': ({ id }) => ({ apart: [id.slice(0, 6), id.slice(6)] }),
  'values in parts, joined by what reads them': ({ name }) => ({
    text: `'${name.slice(0, 4)}' + '${name.slice(4)}'`,
  }),
  'values glued to what stands beside them, as in records of fixed width': ({ login }) => ({
    text: `0001X${login}x12`,
  }),
  'letters of TeX': ({ street }) => ({ text: street.replace('ö', '\\"o').replace('ß', '{\\ss}') }),
  'letters one by one': ({ name }) => ({ text: [...name].join(' ') }),
  'letters as numbers': ({ name }) => ({ text: [...Buffer.from(name)].join(', ') }),
  'letters turned round, moved along the alphabet or exchanged for digits': ({ name }) => ({
    text: [...name].reverse().join(''),
  }),
  'hashes of anything but addresses, other hashes, with salt or key': ({ phone }) => ({
    text: hash('md5', phone).toString('hex'),
  }),
  'hashes in base64': ({ email }) => ({ text: hash('sha256', email).toString('base64') }),
  'encrypted values': ({ email }) => ({ bytes: Buffer.from(email).map((byte) => byte ^ 0x5a) }),
  'base32, base58, base85, uuencode and yEnc': ({ name }) => ({ text: base32(Buffer.from(name)) }),
  'raw deflate, Brotli, bzip2, xz, lz4 and Snappy': ({ name }) => ({
    bytes: deflateRawSync(`${name} ${name}`),
  }),
  'archives, pictures, sound and documents (ZIP, PDF, Office)': ({ name }) => ({
    bytes: Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync(`<w:t>${name}</w:t>`)]),
  }),
  'binary forms of data, such as Protocol Buffers, with parts of a value in each field': ({ name }) => ({
    bytes: Buffer.concat(
      name.split(' ').flatMap((part) => [Buffer.of(10, part.length), Buffer.from(part), Buffer.from('\x12\x01x')]),
    ),
  }),
  'bytes in other character sets than UTF-8, UTF-16 and Latin-1': ({ name }) => ({
    bytes: Buffer.from([...Buffer.from(name, 'latin1')].map((byte) => ebcdic(byte))),
  }),
  'UTF-7 and Punycode': ({ street }) => ({ text: street.replace('ö', '+APY-').replace('ß', '+AN8-') }),
  'more than four encodings within each other': ({ name }) => ({
    text: [1, 2, 3, 4, 5, 6].reduce((text) => Buffer.from(text).toString('base64'), name),
  }),
}

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

function soundex(name: string): string {
  return [...name.toUpperCase()].map((letter) => ('AEIOUYHW'.includes(letter) ? '' : letter)).join('')
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('')
}

/** Small letters as EBCDIC has them. */
function ebcdic(byte: number): number {
  if (byte >= 0x61 && byte <= 0x69) return byte + 0x20
  if (byte >= 0x6a && byte <= 0x72) return byte + 0x27
  return byte >= 0x73 && byte <= 0x7a ? byte + 0x2f : 0x40
}
