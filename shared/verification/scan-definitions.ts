import type { PseudonymKey } from '../masking/subkeys.ts'
import { programName } from '../policy/check-programs.ts'
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
  key: PseudonymKey,
): ReadonlyMap<string, readonly Sighting[]> {
  const scanned = definitions.map(({ name, text }) => {
    const scanner = new LeakScanner(name, [{ column: textColumn, masked: false, searched: true }], index, key)
    scanner.scan(textBatch(textsIn(text).map((part) => [part])))
    const sightings = scanner.sightings().map((sighting) => ({ ...sighting, place: name }))
    return [name, sightings] as const
  })
  return new Map(scanned)
}

function textsIn(sql: string): string[] {
  return tokenize(sql).flatMap(({ kind, text }) => {
    if (kind === 'string') return [text.slice(1, -1)]
    if (kind === 'comment') return [text]
    if (kind === 'quoted-name' || kind === 'name') return severalWords.test(text) ? [unquoteName(text)] : []
    return []
  })
}

const severalWords = /[\p{L}\d][^\p{L}\d]+[\p{L}\d]/u

const textColumn = { name: 'text', kind: 'text', charset: 'utf8mb4' } as Column
