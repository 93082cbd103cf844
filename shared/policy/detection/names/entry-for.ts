import type { Column } from '../../../schema/schema.ts'
import type { PersonalKind } from '../finding.ts'
import type { Entry, Reach } from '../vocabulary/entry.ts'
import { idle, isPersonWord, otherThings } from '../vocabulary/other-words.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import { splitName } from './split-name.ts'

const within: Readonly<Record<Reach, readonly Reach[]>> = {
  anywhere: ['anywhere'],
  beside: ['anywhere', 'beside'],
  person: ['anywhere', 'beside', 'person'],
}

/** The first entry of the vocabulary whose word is in a name that says nothing against it. */
export function entryFor(
  column: Column,
  words: readonly string[],
  reach: Reach,
  hasStreet: boolean,
): Entry | undefined {
  // The second `emergency1Number1` is called like the first.
  const readings = words.some(isCount) ? [words, words.filter((word) => !isCount(word))] : [words]
  const called = readings.flatMap(entriesCalled)
  return (called.length > 1 ? called.sort((a, b) => a.at - b.at) : called).find(
    ({ entry, rest }) =>
      within[reach].includes(entry.where) &&
      entry.columnKinds.includes(column.kind) &&
      (hasStreet || !entry.afterStreet) &&
      hasRoom(entry.kind, column) &&
      saysTheSame(entry, rest),
  )?.entry
}

function isCount(word: string): boolean {
  return /^\d+$/.test(word)
}

interface Called {
  readonly entry: Entry
  /** Its place in the vocabulary. */
  readonly at: number
  /** What else the name says. */
  readonly rest: readonly string[]
}

/** The entries of which a term is in a name, each by the longest and first one. */
function entriesCalled(words: readonly string[]): readonly Called[] {
  const name = words.join(' ')
  const before = known.get(name)
  if (before) return before
  const called = new Map<number, Called>()
  for (let count = Math.min(words.length, mostWords); count > 0; count--)
    for (let first = 0; first + count <= words.length; first++)
      for (const at of byTerm.get(words.slice(first, first + count).join('')) ?? [])
        if (!called.has(at)) {
          const rest = [...words.slice(0, first), ...words.slice(first + count)]
          called.set(at, { entry: vocabulary[at]!, at, rest })
        }
  const entries = [...called.values()]
  known.set(name, entries)
  return entries
}

// A column is asked for its table's reach, for a street and for itself, and tables share the names of their columns.
const known = new Map<string, readonly Called[]>()

const mostWords = 4

/** The places of entries in the vocabulary by their terms: hundreds of tables have names of five columns each that nothing is said of. */
const byTerm = new Map<string, number[]>()
for (const [at, { terms }] of vocabulary.entries())
  for (const term of terms) {
    const places = byTerm.get(term)
    if (places) places.push(at)
    else byTerm.set(term, [at])
  }

function saysTheSame({ beside, despite }: Entry, rest: readonly string[]): boolean {
  if (rest.some((word) => otherThings.has(word) && !despite.has(word))) return false
  if (beside === 'anything') return true
  const telling = rest.filter((word) => !idle.has(word) && !despite.has(word) && !/^(\d+|[a-z])$/.test(word))
  const others = telling.filter((word) => !isPersonWord(word))
  return others.length === 0 && (beside === 'nothing' || rest.some((word) => isPersonWord(word)))
}

/** Long text columns only: a `text` of ten characters is a code. */
const shortestFreeText = 50

function hasRoom(kind: PersonalKind, { maxLength }: Column): boolean {
  return (kind !== 'free_text' && kind !== 'prose') || (maxLength ?? 0) >= shortestFreeText
}

/** A cryptic column may be described by its comment, of which the words before a bracket, a stop or a preposition count. */
export function entryByComment(column: Column, reach: Reach, hasStreet: boolean): Entry | undefined {
  if (column.comment === '') return undefined
  const [head = ''] = column.comment.split(afterHead)
  const words = splitName(head)
  if (words.length > longestComment) return undefined
  const entry = entryFor(column, words, reach, hasStreet)
  return entry && entry.kind !== 'prose' && isAtAnEnd(entry, words) ? entry : undefined
}

const afterHead =
  /[([;,]|\.\s|\s[-–]\s|\s(?:or|to|for|if|in|that|which|used|oder|zum|zur|wenn|für|pour|ou|para|per|o|of voor|voor|dla|för|till)\s/i
const longestComment = 6
const shortestSentence = 4

/** In a sentence what it is about comes first or last: `Arguments to pass` is about no password. */
function isAtAnEnd({ terms }: Entry, words: readonly string[]): boolean {
  if (words.length < shortestSentence) return true
  const counts = Array.from({ length: mostWords }, (_, at) => at + 1)
  return counts.some((count) => terms.has(words.slice(0, count).join('')) || terms.has(words.slice(-count).join('')))
}
