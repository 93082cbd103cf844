import { isPersonWord } from '../vocabulary/other-words.ts'
import { knownWords, termWords } from '../vocabulary/vocabulary.ts'
import { wordsOf } from './name-words.ts'

/** The words of a name, those that are glued together told apart: `parent1email` is parent, 1 and email. */
export function splitName(name: string): readonly string[] {
  const before = whole.get(name)
  if (before) return before
  const words = wordsOf(name).split('_').filter(Boolean).flatMap(unglue)
  whole.set(name, words)
  return words
}

const whole = new Map<string, readonly string[]>()

const shortestGlued = 5
const shortestPart = 3
const split = new Map<string, string[]>()

function unglue(word: string): string[] {
  const known = split.get(word)
  if (known) return known
  const pieces = word.split(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/u)
  const words = pieces.length > 1 ? pieces.flatMap(unglue) : (partsOf(word) ?? [word])
  split.set(word, words)
  return words
}

/** Null where no known words make up the whole; a letter at the end may count what there is several of, as in `streetb`. */
function partsOf(word: string): string[] | null {
  if (knownWords.has(word) || isPersonWord(word) || word.length < shortestGlued) return null
  const best: (string[] | undefined)[] = [[]]
  for (let end = 1; end <= word.length; end++)
    for (let start = 0; start < end; start++) {
      const before = best[start]
      const part = word.slice(start, end)
      const isPart = isGluedPart(part) || (end === word.length && /^[a-r]$/.test(part) && start >= shortestPart)
      if (before && isPart && (best[end]?.length ?? Infinity) > before.length + 1) best[end] = [...before, part]
    }
  const parts = best[word.length]
  if (parts && parts.length > 1 && parts.some(({ length }) => length > shortestPart)) return parts
  return besideTerm(word)
}

const shortestTerm = 5

/** A long word of the vocabulary at the end or the beginning of one that is not known: `transportnotes`. */
function besideTerm(word: string): string[] | null {
  for (let length = word.length - shortestPart; length >= shortestTerm; length--) {
    if (termWords.has(word.slice(-length))) return [word.slice(0, -length), word.slice(-length)]
    if (termWords.has(word.slice(0, length))) return [word.slice(0, length), word.slice(length)]
  }
  return null
}

const shortParts: ReadonlySet<string> = new Set(['nr', 'no', 'id', 'ip', 'de', 'di', 'da', 'nr', 'cp'])

function isGluedPart(part: string): boolean {
  return part.length >= shortestPart ? knownWords.has(part) : shortParts.has(part)
}
