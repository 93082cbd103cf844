import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import { programName } from '../policy/resolving/check-programs.ts'
import type { Column, Schema } from '../schema/schema.ts'
import { type Token, tokenize, unquoteName } from '../schema/tokens.ts'
import { LeakScanner, shortestNumber } from './leak-scanner.ts'
import type { SharedIndex, Sighting } from './scan.ts'
import { textBatch } from './text-batch.ts'

/** SQL text by the name of what it defines, such as `table orders`. */
export interface Definition {
  readonly name: string
  readonly text: string
  /** Under which the text was written; absent where the server writes it for us. */
  readonly sqlMode?: string
}

/** Every definition of a schema by its name. */
export function definitionsOf({ tables, programs }: Pick<Schema, 'tables' | 'programs'>): Definition[] {
  return [
    ...tables.map(({ name, createSql }) => ({ name: `table ${name}`, text: createSql })),
    ...programs.map((program) => ({
      name: programName(program),
      text: program.createSql,
      sqlMode: program.sqlMode,
    })),
  ]
}

/**
 * What the leak check sights in definitions: in each literal, each long number and each comment, whole and within, and in names that are more
 * than one word of letters. Words of the language itself are nobody's, nor are single names: an application calls its tables what it likes.
 */
export function scanDefinitions(
  definitions: readonly Definition[],
  index: SharedIndex,
  key: OriginalsKey,
): ReadonlyMap<string, readonly Sighting[]> {
  const parts = definitions.map(({ name, text, sqlMode }): Parts => ({ name, ...partsOf(tokenize(text, sqlMode)) }))
  const scan = (some: readonly Parts[]) => sightingsIn(some, index, key)
  const found = new Map<string, readonly Sighting[]>(definitions.map(({ name }) => [name, []]))
  // In nearly all definitions is nothing, and a search of one by itself takes longer than its words.
  for (let from = 0; from < parts.length; from += together) {
    const some = parts.slice(from, from + together)
    if (scan(some).length > 0) for (const one of some) found.set(one.name, scan([one]))
  }
  return found
}

const together = 50

/** What is searched of a definition. */
interface Parts {
  readonly name: string
  readonly texts: readonly string[]
  readonly names: readonly string[]
}

/** Those of several definitions stand at the first one. */
function sightingsIn(parts: readonly Parts[], index: SharedIndex, key: OriginalsKey): Sighting[] {
  const [first] = parts
  const scanner = new LeakScanner(first!.name, columns, index, key)
  const texts = parts.flatMap((one) => one.texts)
  const names = parts.flatMap((one) => one.names)
  scanner.scan(textBatch([...texts.map((part) => [part, null]), ...names.map((part) => [null, part])]))
  return scanner.sightings().map((sighting): Sighting => {
    // A name is made of words, whatever stands between them.
    const plain = sighting.place === `${first!.name}.${nameColumn.name}` ? !sighting.hasDigit : sighting.plain
    return { ...sighting, place: first!.name, plain }
  })
}

function partsOf(tokens: readonly Token[]): Omit<Parts, 'name'> {
  const numbers = tokens.filter(({ kind, text }) => kind === 'other' && startsWithDigit.test(text))
  const names = tokens.filter(({ kind, text }) => isName(kind) && !oneWord.test(text))
  return {
    texts: [...joined(tokens, 'string', ''), ...joined(tokens, 'comment', '\n'), ...numbers.map(({ text }) => text)],
    names: names.map(({ text }) => unquoteName(text)),
  }
}

/** Numbers, hex, and names that begin with digits. */
const startsWithDigit = new RegExp(`^\\d.{${shortestNumber - 1}}`)
const oneWord = /^`?(?:\p{L}\p{Ll}*|\p{Lu}+)`?$/u

function isName(kind: Token['kind']): boolean {
  return kind === 'name' || kind === 'quoted-name'
}

/** Texts of a kind; those that only white space keeps apart are one, as the server reads strings, and people comments of several lines. */
function joined(tokens: readonly Token[], of: 'string' | 'comment', between: string): string[] {
  const texts: string[] = []
  let isNext = false
  for (const { kind, text } of tokens) {
    if (kind !== of) {
      isNext &&= text.trim() === ''
      continue
    }
    const written = kind === 'string' ? text.slice(1, -1) : text
    if (isNext) texts.push(`${texts.pop()}${between}${written}`)
    else texts.push(written)
    isNext = true
  }
  return texts
}

const textColumn = { name: 'text', kind: 'text', charset: 'utf8mb4' } as Column
const nameColumn = { ...textColumn, name: 'name' }
const columns = [textColumn, nameColumn].map((column) => ({ column, masked: false, searched: true }))
