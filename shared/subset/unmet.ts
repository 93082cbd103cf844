import type { KeyLookup } from './key-lookup.ts'
import { KeySet } from './key-set.ts'
import type { Channel } from './route.ts'

/** How many keys found no row. `met` marks those that came back; index 0 of it is the key at `from`. */
export async function countUnmet(
  { target, columns, types, exact }: Channel,
  keys: KeySet,
  from: number,
  met: Uint8Array,
  lookup: KeyLookup,
): Promise<number> {
  const unmet = new KeySet()
  for (let index = 0; index < met.length; index++) {
    const key = keys.at(from + index)
    if (met[index] === 0) unmet.add(key, 0, key.length)
  }
  if (exact || unmet.size === 0) return unmet.size
  // No row came back with these bytes, but one may be equal: by collation, or as 5 and 5.00. One row for each key tells.
  const by = columns.map(({ name }) => name)
  const cells = [{ column: columns[0]!.name, equals: null }]
  const fixed = { table: target.name, by, types, cells, when: [], where: null, order: [], limitPerKey: 1 }
  let found = 0
  for await (const batch of lookup.find({ ...fixed, keys: unmet, from: 0, to: unmet.size })) found += batch.count
  return unmet.size - found
}
