import type { Column } from '../../schema/schema.ts'
import type { PersonalKind } from './finding.ts'
import { splitName } from './split-name.ts'
import type { Entry, Reach } from './vocabulary/entry.ts'
import { idle, isPersonWord, otherThings } from './vocabulary/other-words.ts'
import { vocabulary } from './vocabulary/vocabulary.ts'

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
      isCalled(entry, words),
  )
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
  const telling = rest.filter((word) => !idle.has(word) && !/^(\d+|[a-z])$/.test(word))
  const others = telling.filter((word) => !isPersonWord(word))
  return others.length === 0 && (beside === 'nothing' || rest.some((word) => isPersonWord(word)))
}

/** Long text columns only: a `text` of ten characters is a code. */
const shortestFreeText = 50

function hasRoom(kind: PersonalKind, { maxLength }: Column): boolean {
  return (kind !== 'free_text' && kind !== 'prose') || (maxLength ?? 0) >= shortestFreeText
}

/** A cryptic column may be described by its comment, of which the last words before a bracket, colon or stop count. */
export function entryByComment(column: Column, reach: Reach, hasStreet: boolean): Entry | undefined {
  if (column.comment === '') return undefined
  const [head = ''] = column.comment.split(/[([;,]|\.\s|\s[-–]\s|\s(?:for|für|pour|para|per|voor|dla|för)\s/)
  const words = splitName(head)
  if (words.length > longestComment) return undefined
  const entry = entryFor(column, words, reach, hasStreet)
  return entry?.kind === 'prose' ? undefined : entry
}

const longestComment = 6
