import { asPart } from '../../masking/rows/as-part.ts'
import { detect } from '../../policy/detection/detect.ts'
import type { PersonalKind } from '../../policy/detection/finding.ts'
import { knownKind } from '../../policy/detection/values/structured.ts'
import type { FormatName } from '../../policy/inside/formats.ts'
import { idOf } from '../../policy/resolving/reference-groups.ts'
import type { Around } from './draft-inside.ts'
import { type FoundLeaves, foundLeaves } from './found-leaves.ts'

/** The paths of values of a format at which something personal seems to stand. */
export function personalPaths(
  format: FormatName,
  values: readonly string[],
  around: Around,
): { readonly path: string; readonly kind: PersonalKind }[] {
  // What is replaced is empty here: a name alone tells nothing.
  const filled = (foundLeaves(format, values) ?? []).filter((leaf) => leaf.values.some((value) => value !== ''))
  return [...kindsOfLeaves(filled, around)].map(([path, kind]) => ({ path, kind }))
}

/** What the leaves of each path are, judged as columns of such names in the same table, and by their keys. */
export function kindsOfLeaves(
  leaves: readonly FoundLeaves[],
  { schema, table, column, names }: Around,
): Map<string, PersonalKind> {
  const called = new Map(leaves.map((leaf) => [leaf.path, leaf.names.slice(-2).join('_') || column.name]))
  const [first] = asPart(table, column.name, null).columns.filter(({ name }) => name === column.name)
  const cells = new Map<string, readonly string[]>()
  for (const leaf of leaves) {
    const name = called.get(leaf.path)!
    cells.set(name, [...(cells.get(name) ?? []), ...leaf.values])
  }
  const columns = [...cells.keys()].map((name) => ({ ...first!, name, comment: '' }))
  const pretended = { ...table, columns, foreignKeys: [], primaryKey: [], uniqueKeys: [], checks: [] }
  const { found } = detect({ ...schema, tables: [pretended] }, new Map([[table.name, cells]]), names)
  return new Map(
    leaves.flatMap(({ path, names: keys, values }): [string, PersonalKind][] => {
      const byKey = values.map((value) => (value === '' ? null : knownKind(keys.at(-1) ?? '', value, names)))
      const kind = found.get(idOf({ table: table.name, column: called.get(path)! }))?.kind ?? byKey.find(Boolean)
      return kind && kind !== 'echo' ? [[path, kind]] : []
    }),
  )
}
