import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messageStart, SipHash } from '../../../../shared/masking/digests/siphash.ts'
import { WordText } from '../../../../shared/masking/digests/word-text.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

const hash = new SipHash(new Uint8Array(16))
const text = new WordText(hash)

function wordsOf(cell: string, charset = 'utf8mb4'): string[] {
  const codec = charsetOf(charset)!
  const bytes = codec.encode(cell)
  text.read(bytes, 0, bytes.length, codec)
  const words = Array.from({ length: text.words }, (_, at) =>
    Buffer.from(hash.bytes.subarray(text.starts[at]!, text.endOf(at))).toString(),
  )
  expect(Buffer.from(hash.bytes.subarray(messageStart, messageStart + text.length)).toString()).toBe(words.join(' '))
  return words
}

it.each([
  ['Wilhelmina O’Brien-Müller <w.om@example.org>', ['wilhelmina', 'o', 'brien', 'muller', 'w', 'om', 'example', 'org']],
  ['Peñaranda  GÜELL', ['penaranda', 'guell']],
  ['ΟΔΥΣΣΕΥΣ Οδυσσεύς', ['οδυσσευσ', 'οδυσσευσ']],
  ['ﬁve ½ Ⅷ', ['five', '12', 'viii']],
  ['小林 さくらこ👩‍👧x', ['小林', 'さくらこ', 'x']],
  ['', []],
  [' .,; ', []],
])('%s is the words %j', (cell, words) => {
  expect(wordsOf(cell)).toEqual(words)
})

it('reads the same words in every character set that holds them', () => {
  for (const charset of ['latin1', 'utf16', 'utf8mb3', 'cp1250'])
    expect(wordsOf('Jörg Groß, 7', charset)).toEqual(['jorg', 'groß', '7'])
})

it('agrees with lower case, NFKD and no marks done to the whole text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (cell) => {
      const whole = cell
        .normalize('NFKD')
        .replaceAll(/\p{M}+/gu, '')
        .toLowerCase()
        .replaceAll('ς', 'σ')
      expect(wordsOf(cell).join('')).toBe(whole.replaceAll(/[^\p{L}\p{N}]+/gu, ''))
    }),
  )
})
