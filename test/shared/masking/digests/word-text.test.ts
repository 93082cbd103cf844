import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wasmModule } from '../../../../cli/wasm.ts'
import { messageStart, SipHash } from '../../../../shared/masking/digests/siphash.ts'
import { WordText } from '../../../../shared/masking/digests/word-text.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'
import { foldWords } from '../../../../shared/masking/text/fold-words.ts'

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
  ['Peñaranda  GÜELL', ['penaranda', 'gull']],
  ['ΟΔΥΣΣΕΥΣ Οδυσσεύς', ['oδysseys', 'oδysseys']],
  ['Müller Mueller MUE­LLER Ｍüller Мuller', ['muller', 'muller', 'muller', 'muller', 'muller']],
  ['Straße STRASSE stra​sse', ['strasse', 'strasse', 'strasse']],
  ['ess aessen Œuvre Æon', ['ess', 'assen', 'ouvre', 'aon']],
  ['ﬁve ½ Ⅷ', ['five', '12', 'viii']],
  ['小林 さくらこ👩‍👧x', ['小林', 'さくらこ', 'x']],
  ['', []],
  [' .,; ', []],
])('%s is the words %j', (cell, words) => {
  expect(wordsOf(cell)).toEqual(words)
})

it('reads the same words in every character set that holds them', () => {
  for (const charset of ['latin1', 'utf16', 'utf8mb3', 'cp1250'])
    expect(wordsOf('Jörg Groß, 7', charset)).toEqual(['jorg', 'gross', '7'])
})

it('agrees with the folding of whole texts, which rules use for their own words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (cell) => {
      expect(wordsOf(cell)).toEqual(foldWords(cell))
    }),
  )
})

it('reads plain text as it reads the same with a character beyond ASCII at its end, however long it is', () => {
  const plain = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 70 }),
    fc.stringMatching(/^[aeoux E.]*$/),
    fc
      .tuple(fc.constantFrom('aee', 'a e', '. ,', 'x', 'ae.', ' '), fc.integer({ min: 300, max: 1500 }))
      .map(([text, n]) => text.repeat(n)),
  )
  fc.assert(
    fc.property(plain, (cell) => {
      const words = wordsOf(cell)
      const { left } = text
      // Nothing that it works with lies where other messages are hashed.
      hash.hash(Buffer.alloc(cell.length + 2000, 7), 0, cell.length + 2000)
      // U+00AD is nothing to the search, and takes the text the other way.
      expect(wordsOf(`${cell}\u00ad`)).toEqual(words)
      expect(text.left).toBe(left)
    }),
    { numRuns: 1500 },
  )
})

it('reads any bytes as the text that they are decoded to', () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((made) => Buffer.from(made)),
    fc
      .constantFrom(
        [0xc0, 0x80],
        [0xe0, 0x9f, 0xbf],
        [0xed, 0xa0, 0x80],
        [0xf0, 0x8f, 0xbf, 0xbf],
        [0xf4, 0x90, 0x80, 0x80],
        [0xe4, 0xbd],
      )
      .map((bytes) => Uint8Array.from(bytes)),
  )
  const codec = charsetOf('utf8mb4')!
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      const bytes = Buffer.concat(parts)
      text.read(bytes, 0, bytes.length, codec)
      const words = text.wordsOf(0, text.words)
      expect(words).toEqual(foldWords(bytes.toString('utf8')))
    }),
    { numRuns: 1500 },
  )
})

it('ships the binary of its source', async () => {
  expect(readFileSync('shared/masking/digests/squeeze-wasm.ts', 'utf8').replaceAll(/\s/g, '')).toBe(
    (await wasmModule('shared/masking/digests/squeeze.wat')).replaceAll(/\s/g, ''),
  )
})
