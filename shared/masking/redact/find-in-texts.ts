import { PeopleFinder } from '../people/find-people.ts'
import type { PeopleIndex } from '../people/people-index.ts'
import { lookedUpAs, Words } from '../people/words.ts'
import type { WordSpan } from '../people/write-name.ts'
import { StrangerFinder, type StrangerNames } from '../strangers/find-strangers.ts'
import { apart, type FindParts, findParts, type Part } from './find-parts.ts'

const nothing: readonly Part[] = []

/**
 * Everything that is somebody's in a text: people of the database, addresses and numbers by their form, and strangers by rules. Where two
 * overlap, the longer one counts, so that a name within an address is no name; strangers give way to both.
 */
export function findInTexts(index: PeopleIndex | null, names: StrangerNames): FindParts {
  const people = index && new PeopleFinder(index)
  const strangers = new StrangerFinder(names)
  const words = people?.words ?? new Words()
  return (text) => {
    const mentions = people?.find(text) ?? []
    if (!people) words.read(text)
    const forms = findParts(text)
    const unknown = strangers.find(text, words)
    if (mentions.length === 0 && forms.length === 0 && unknown.length === 0) return nothing
    const parts = mentions.map((mention): Part => {
      const { start, end } = mention
      return { kind: 'person', start, end, value: text.slice(start, end), mention, words: mention.words }
    })
    const known = people === null ? forms : forms.map((part) => (part.kind === 'phone' ? ofPerson(part, people) : part))
    const found = known.length === 0 ? (parts.length < 2 ? parts : apart(parts)) : apart([...parts, ...known])
    if (unknown.length === 0) return found
    const others = unknown.map(({ words: spans, form, split }): Part => {
      const [start, end] = [spans[0]![0], spans.at(-1)![1]]
      const ordered = form === 'last first' ? [...spans.slice(split), ...spans.slice(0, split)] : spans
      const value = ordered.map(([from, to]) => text.slice(from, to)).join(' ')
      return { kind: 'stranger', start, end, value, words: spans, form }
    })
    const overlaps = (a: Part, b: Part) => a.start < b.end && b.start < a.end
    // Half of somebody's name is a part of a stranger's, too.
    const isHalf = ({ mention }: Part) => mention?.as === lookedUpAs.part
    const free = others.filter((other) => !found.some((part) => !isHalf(part) && overlaps(part, other)))
    const whole = found.filter((part) => !isHalf(part) || !free.some((other) => overlaps(part, other)))
    return [...whole, ...free].sort((a, b) => a.start - b.start)
  }
}

/** A number of somebody's row has its pseudonym, however it is written. */
function ofPerson(part: Part, people: PeopleFinder): Part {
  const record = people.ofPhone(part.value)
  if (record < 0) return part
  const { start, end } = part
  const words: readonly WordSpan[] = [[start, end]]
  return { ...part, kind: 'person', mention: { start, end, record, as: lookedUpAs.phone, words } }
}
