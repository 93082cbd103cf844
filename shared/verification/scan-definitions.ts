import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import { programName } from '../policy/resolving/check-programs.ts'
import type { Column, Schema } from '../schema/schema.ts'
import { tokenize, unquoteName } from '../schema/tokens.ts'
import { LeakScanner } from './leak-scanner.ts'
import type { SharedIndex, Sighting } from './scan.ts'
import { textBatch } from './text-batch.ts'

/** SQL text by the name of what it defines, such as `table orders`. */
export interface Definition {
  readonly name: string
  readonly text: string
}

/** Every definition of a schema by its name. */
export function definitionsOf({ tables, programs }: Pick<Schema, 'tables' | 'programs'>): Definition[] {
  return [
    ...tables.map(({ name, createSql }) => ({ name: `table ${name}`, text: createSql })),
    ...programs.map((program) => ({ name: programName(program), text: program.createSql })),
  ]
}

/**
 * What the leak check sights in definitions: in each literal and each comment, whole and within, and in names of several words. Words
 * of the language itself are nobody's, nor are single names: an application calls its tables what it likes.
 */
export function scanDefinitions(
  definitions: readonly Definition[],
  index: SharedIndex,
  key: OriginalsKey,
): ReadonlyMap<string, readonly Sighting[]> {
  const scanned = definitions.map(({ name, text }) => {
    const { texts, names } = partsOf(text)
    const sight = (parts: readonly string[]) => {
      const scanner = new LeakScanner(name, [{ column: textColumn, masked: false, searched: true }], index, key)
      scanner.scan(textBatch(parts.map((part) => [part])))
      return scanner.sightings().map((sighting) => ({ ...sighting, place: name }))
    }
    // A name is made of words, whatever stands between them.
    const inNames = sight(names).map((sighting) => ({ ...sighting, plain: !sighting.hasDigit }))
    return [name, [...sight(texts), ...inNames]] as const
  })
  return new Map(scanned)
}

function partsOf(sql: string): { readonly texts: readonly string[]; readonly names: readonly string[] } {
  const tokens = tokenize(sql)
  const names = tokens.filter(({ kind, text }) => /name$/.test(kind) && (severalWords.test(text) || glued.test(text)))
  return {
    texts: tokens.flatMap(({ kind, text }) =>
      kind === 'string' ? [text.slice(1, -1)] : kind === 'comment' || longNumber.test(text) ? [text] : [],
    ),
    names: names.map(({ text }) => unquoteName(text)),
  }
}

/** Words that capitals or digits keep apart, and names of accounts. */
const glued = /\p{Ll}[\p{Lu}\d]/u
const longNumber = /^\d{8,}$/
const severalWords = /[\p{L}\d][^\p{L}\d]+[\p{L}\d]/u

const textColumn = { name: 'text', kind: 'text', charset: 'utf8mb4' } as Column
