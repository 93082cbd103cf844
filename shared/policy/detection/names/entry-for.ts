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
  return vocabulary.find(
    (entry) =>
      within[reach].includes(entry.where) &&
      entry.columnKinds.includes(column.kind) &&
      (hasStreet || !entry.afterStreet) &&
      hasRoom(entry.kind, column) &&
      (isCalled(entry, words) ||
        // The second `emergency1Number1` is called like the first.
        (words.some(isCount) &&
          isCalled(
            entry,
            words.filter((word) => !isCount(word)),
          ))),
  )
}

function isCount(word: string): boolean {
  return /^\d+$/.test(word)
}

function isCalled(entry: Entry, words: readonly string[]): boolean {
  for (let count = Math.min(words.length, mostWords); count > 0; count--)
    for (let first = 0; first + count <= words.length; first++)
      if (entry.terms.has(words.slice(first, first + count).join(''))) {
        const rest = [...words.slice(0, first), ...words.slice(first + count)]
        return saysTheSame(entry, rest)
      }
  return false
}

const mostWords = 4

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
