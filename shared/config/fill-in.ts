import type { Placed } from '../policy/file/placed-yaml.ts'
import type { Problem } from '../policy/file/problems.ts'

const placeholder = /^<fill in: (.+)>$/s

/** What stands in a proposed file for something that nobody could look up: a text that every reader of it refuses. */
export function fillIn(what: string): string {
  return JSON.stringify(`<fill in: ${what}>`)
}

/** A sentence for each value that is still to be filled in. */
export function unfilled(placed: Placed, path: readonly string[] = []): Problem[] {
  if (placed.kind === 'list') return placed.items.flatMap((item) => unfilled(item, path))
  if (placed.kind === 'map') return placed.entries.flatMap(({ key, value }) => unfilled(value, [...path, key]))
  const what = typeof placed.value === 'string' ? placeholder.exec(placed.value)?.[1] : undefined
  return what === undefined ? [] : [{ line: placed.line, text: `${path.join('.')} is still to be filled in: ${what}` }]
}
