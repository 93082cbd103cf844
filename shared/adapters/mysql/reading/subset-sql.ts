import { quoteName } from '../../../schema/quote.ts'
import type { Column } from '../../../schema/schema.ts'
import type { Keys } from '../../../subset/key-set.ts'
import { cellsOfKey } from '../../../subset/row-cuts.ts'
import { keyLiteral } from './subset-literal.ts'

const statementKeys = 500
const statementBytes = 256 * 1024

/**
 * Conditions that name keys [from, to), a statement's worth each: `a IN (…)`, or `(a = … AND b = …) OR …`, because MariaDB reads
 * a row constructor in IN as a list to join with. A key that no value can equal is left out.
 */
export function* whereKeys(
  columns: readonly Column[],
  types: readonly Column[],
  keys: Keys,
  from: number,
  to: number,
): Generator<string> {
  let parts: string[] = []
  let bytes = 0
  for (let index = from; index < to; index++) {
    const part = whereKey(columns, types, keys.at(index))
    if (part === null) continue
    if (parts.length === statementKeys || bytes + part.length > statementBytes) {
      yield joinKeys(columns, parts)
      parts = []
      bytes = 0
    }
    parts.push(part)
    bytes += part.length
  }
  if (parts.length > 0) yield joinKeys(columns, parts)
}

/** One key: a literal for a single column, a bracketed condition for several. */
function whereKey(columns: readonly Column[], types: readonly Column[], key: Uint8Array): string | null {
  const literals = cellsOfKey(key).map((cell, at) =>
    cell === null ? null : keyLiteral(cell, types[at]!, columns[at]!),
  )
  if (literals.some((literal) => literal === null)) return null
  if (columns.length === 1) return literals[0]!
  return `(${columns.map(({ name }, at) => `${quoteName(name)} = ${literals[at]}`).join(' AND ')})`
}

function joinKeys(columns: readonly Column[], parts: readonly string[]): string {
  if (columns.length > 1) return `(${parts.join(' OR ')})`
  return `${quoteName(columns[0]!.name)} IN (${parts.join(', ')})`
}

/** Each key's condition on its own, for a limit per key. */
export function* whereEachKey(
  columns: readonly Column[],
  types: readonly Column[],
  keys: Keys,
  from: number,
  to: number,
): Generator<string> {
  for (let index = from; index < to; index++) {
    const part = whereKey(columns, types, keys.at(index))
    if (part !== null) yield joinKeys(columns, [part])
  }
}
