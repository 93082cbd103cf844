import { foldWords } from '../text/fold-words.ts'
import type { Draw } from '../transformer.ts'

/** Attempts at a name of the pool; where real people cover it, further ones are composed: of two parts, then of three. */
export const attemptsAtPool = 4
const attemptsAtTwoParts = 8

/** Names of a pool, and when these are taken, others in their manner. */
export interface Names {
  readonly pool: readonly string[]
  draw(draw: Draw): string
  /** Whether a word, in the folded form of the leak check, is a name of the pool or composed of two parts. */
  makes(word: string): boolean
}

/** `pool` is not empty; what is composed is cut at `maxLength` characters. */
export function namesFrom(pool: readonly string[], maxLength: number): Names {
  return {
    pool,
    draw(draw) {
      if (draw.attempt < attemptsAtPool) return one(pool, draw)
      const parts = partsOf(pool)
      const middle = draw.attempt < attemptsAtPool + attemptsAtTwoParts ? '' : one(parts.backs, draw)
      const name = one(parts.fronts, draw) + middle + one(parts.backs, draw)
      return [...name].slice(0, maxLength).join('')
    },
    makes(word) {
      return isMadeOf(vocabularyOf(pool), word)
    },
  }
}

function one(items: readonly string[], draw: Draw): string {
  return items[draw.int(items.length)]!
}

interface Parts {
  readonly fronts: readonly string[]
  readonly backs: readonly string[]
}

// Both are rarely needed, and the columns of hundreds of tables have one pool.
const halved = new WeakMap<readonly string[], Parts>()
const folded = new WeakMap<readonly string[], Vocabulary>()

function partsOf(pool: readonly string[]): Parts {
  const parts = halved.get(pool) ?? halve(pool)
  halved.set(pool, parts)
  return parts
}

/** The halves of the names that are one word; whole names where these have one letter, as many of China do. */
function halve(pool: readonly string[]): Parts {
  const words = pool.filter((name) => /^\p{L}[\p{L}\p{M}]*$/u.test(name))
  const halves = (words.length > 0 ? words : pool).map((name) => {
    const letters = [...name.normalize('NFC')]
    const middle = Math.ceil(letters.length / 2)
    return [letters.slice(0, middle).join(''), letters.slice(middle).join('').toLowerCase()] as const
  })
  const fronts = [...new Set(halves.map(([front]) => front))]
  const backs = [...new Set(halves.map(([, back]) => back))].filter((back) => back !== '')
  return { fronts, backs: backs.length > 0 ? backs : fronts }
}

interface Vocabulary {
  readonly words: ReadonlySet<string>
  readonly fronts: ReadonlySet<string>
  readonly backs: ReadonlySet<string>
}

function vocabularyOf(pool: readonly string[]): Vocabulary {
  const vocabulary = folded.get(pool) ?? fold(pool)
  folded.set(pool, vocabulary)
  return vocabulary
}

function fold(pool: readonly string[]): Vocabulary {
  const wordsOf = (texts: readonly string[]) => new Set(texts.flatMap(foldWords))
  const { fronts, backs } = partsOf(pool)
  return { words: wordsOf(pool), fronts: wordsOf(fronts), backs: wordsOf(backs) }
}

function isMadeOf({ words, fronts, backs }: Vocabulary, word: string): boolean {
  if (words.has(word)) return true
  for (let at = 1; at < word.length; at++) if (fronts.has(word.slice(0, at)) && backs.has(word.slice(at))) return true
  return false
}
