import type { Table } from '../schema/schema.ts'
import { CannotSeed } from './cannot-seed.ts'
import type { SeedingContext } from './edge-cases.ts'
import { type KeyOwner, reservedKeys } from './reserved-keys.ts'

/** Keys of a table one after the other: numbers far above production's, or UUIDs that say what they are. Throws CannotSeed. */
export async function keySource({ keyRange }: SeedingContext, table: Table, owner: KeyOwner): Promise<() => string> {
  const { name, primaryKey, columns } = table
  const column = columns.find((candidate) => primaryKey.length === 1 && candidate.name === primaryKey[0])
  const none = () => {
    throw new CannotSeed(`${name} has no free keys for edge cases`)
  }
  let n = 0n
  if (column?.kind === 'integer') {
    const range = reservedKeys(column, (await keyRange(name, column.name))?.max ?? null, owner)
    return () => (range && n < range.count ? String(range.first + n++) : none())
  }
  if (column?.kind === 'text' && (column.maxLength ?? 0) >= 36) return () => uuid(owner, ++n)
  if (column?.kind === 'binary' && column.maxLength === 16) return () => uuid(owner, ++n).replaceAll('-', '')
  return none
}

/** A version-8 UUID (RFC 9562: made in one's own way) that spells `edge case`; its letter after the 8 tells the owners apart. */
function uuid(owner: KeyOwner, n: bigint): string {
  const letter = { shop: 'a', schema: 'b', own: 'c' }[owner]
  return `ed9eca5e-ed9e-8a5e-8${letter}5e-${n.toString(16).padStart(12, '0')}`
}
