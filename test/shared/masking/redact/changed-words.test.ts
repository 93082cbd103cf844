import { expect, it } from 'vitest'
import { longestPhraseWords, OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { aroundChange, ChangedWords } from '../../../../shared/masking/redact/changed-words.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

const utf8 = charsetOf('utf8mb4')!
const { text } = new OriginalDigest(createPseudonymKey(new Uint8Array(32).fill(7)))
const changed = new ChangedWords(text)

function wordsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  text.read(bytes, 0, bytes.length, utf8)
  return text.wordsOf(0, text.words).join(' ').split(' ')
}

/** Each phrase with one of the words [from, to). */
function phrases(words: readonly string[], from = 0, to = words.length): Set<string> {
  const all = new Set<string>()
  for (let first = 0; first < to; first++)
    for (let end = Math.max(first, from) + 1; end <= Math.min(words.length, first + longestPhraseWords); end++)
      all.add(words.slice(first, end).join(' '))
  return all
}

function changedIn(before: string, after: string): readonly [number, number] {
  const bytes = Buffer.from(after)
  changed.read(Buffer.from(before), bytes, bytes.length, utf8)
  return [changed.from, changed.to]
}

/** Choices that look like chance and are the same each time. */
function choices(seed: number) {
  let state = seed
  return (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

it('leaves out no phrase that was not there before, whatever stands between the words', () => {
  const choose = choices(7)
  const words = ['pear', 'Äpfel', 'é', '田中', '-', '—', "d'or", 'x2', 'of/the', '(see)', 'ﷺ', 'a']
  for (let round = 0; round < 400; round++) {
    const parts = Array.from({ length: 1 + choose(40) }, () => words[choose(words.length)]!)
    const others = parts.map((part) => (choose(9) === 0 ? ['Ada', 'Bo Li', 'ä', ''][choose(4)]! : part))
    const glue = [' ', ' ', ', ', '  ', '\n'][choose(5)]!
    const [before, after] = [parts.join(glue), others.join(glue)]
    const [from, to] = changedIn(before, after)
    const [then, around] = [phrases(wordsOf(before)), phrases(wordsOf(after), from, to)]
    const made = [...phrases(wordsOf(after))].filter((phrase) => !then.has(phrase))
    expect(made.filter((phrase) => !around.has(phrase))).toEqual([])
    const bytes = Buffer.from(after)
    const near = phrases(wordsOf(bytes.toString('utf8', ...aroundChange(Buffer.from(before), bytes, bytes.length))))
    expect(made.filter((phrase) => !near.has(phrase))).toEqual([])
  }
})

it('looks at few words beside those that changed', () => {
  const words = Array.from({ length: 100 }, (_, at) => `word${at}`)
  const [before, after] = [words, words.with(50, 'Ada')].map((all) => Buffer.from(all.join(' ')))
  const [start, end] = aroundChange(before!, after!, after!.length)
  expect(wordsOf(after!.toString('utf8', start, end)).length).toBeLessThan(22)
})

it.each([
  ['two words by two', 'ask Ada Falk now', 'ask Bo Li now', [1, 3]],
  ['two words by one', 'ask Ada Falk now', 'ask Bo now', [1, 2]],
  ['an ending that stays', 'ask Falks now', 'ask Lis now', [1, 2]],
  ['what is left out, by the word behind it', 'ask Ada now', 'ask now', [1, 2]],
] as const)('finds %s', (_, before, after, range) => {
  expect(changedIn(before, after)).toEqual(range)
})
