import { signsOf } from './byte-signs.ts'
import { camelCase } from './camel-case.ts'
import type { Reading } from './reading.ts'
import { readings } from './readings.ts'

/** So many encodings may lie in each other. */
export const deepest = 4
/** All that is decoded of a cell together, in bytes for each of its own; of short ones a little more. */
const mostForEach = 24
const mostForShort = 65_536

const those = (kind: Reading['of']) => readings.filter(({ of }) => of === kind)
const [letters, content] = [those('letters'), those('content')]
/** Names glued together are all that their reading leaves of a text: it comes last. */
const words = those('words').filter((reading) => reading !== camelCase)

/** Of which a cell has one, or holds nothing but what it shows. */
export const signsToRead = readings.reduce((all, { signs }) => all | signs, 0)

/**
 * Calls `visit` with every other text that a cell holds, in all readings and those within them; `signs` are the cell's own. False when more
 * is wrapped in it than is read.
 */
export function readOn(bytes: Buffer, signs: number, visit: (text: Buffer) => void): boolean {
  let left = Math.max(mostForShort, bytes.length * mostForEach)
  return readFrom(bytes, signs, deepest)

  function readFrom(from: Buffer, its: number, depth: number): boolean {
    if (!readWithin(from, its, depth)) return false
    let [text, seen] = [from, its]
    for (let round = 0; round < depth; round++) {
      let changed = false
      for (const reading of letters) {
        const [other] = take(reading, text, seen)
        if (!other) continue
        changed = true
        text = other
        seen = signsOf(text, 0, text.length)
        visit(text)
        if (left < 0 || !readWithin(text, seen, depth)) return false
      }
      if (!changed) break
    }
    return true
  }

  /** What is wrapped in a text, and its words in other forms. */
  function readWithin(text: Buffer, its: number, depth: number): boolean {
    let form = text
    for (const reading of words) {
      const [other] = take(reading, form, its)
      if (!other) continue
      visit(other)
      form = other
    }
    if ((its & camelCase.signs) !== 0) for (const other of take(camelCase, form, its)) visit(other)
    for (const reading of content)
      for (const other of take(reading, text, its)) {
        visit(other)
        if (depth > 1 && !readFrom(other, signsOf(other, 0, other.length), depth - 1)) return false
      }
    return left >= 0
  }

  function take({ signs: needed, read }: Reading, text: Buffer, its: number): readonly Buffer[] {
    if ((its & needed) === 0) return nothing
    const others = read(text)
    if (others === null) return nothing
    const all = Array.isArray(others) ? (others as readonly Buffer[]) : [others as Buffer]
    for (const { length } of all) left -= length
    return all
  }
}

const nothing: readonly Buffer[] = []
