import type { PlacePart } from '../masking/transformers/address/place.ts'
import type { Finding, PersonalKind } from '../policy/detection/finding.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'
import { idOf } from '../policy/resolving/reference-groups.ts'
import { storedColumns, type Table } from '../schema/schema.ts'

const partOf: Partial<Record<PersonalKind, PlacePart>> = {
  street: 'street',
  city: 'city',
  region: 'state',
  postal_code: 'postal_code',
}
const fewestParts = 2

/**
 * For parts of one address that stand in a row, one invented address: a city with its own postal code. Where a row has two addresses, nobody
 * knows which columns belong together; a second line of a street is none of its parts. A country is kept: taxes and shipping depend on it.
 */
export function suggestAddress(table: Table, column: string, findings: ReadonlyMap<string, Finding>): Suggestion[] {
  const found = storedColumns(table).flatMap(({ name }) => {
    const kind = findings.get(idOf({ table: table.name, column: name }))?.kind
    const part = kind && partOf[kind]
    return part ? [{ name, part }] : []
  })
  const own = found.find(({ name }) => name === column)
  const isFirst = own && found.find(({ part }) => part === own.part) === own
  const parts = new Set(found.map(({ part }) => part))
  const isOneAddress = found.every(
    ({ name, part }) => part === 'street' || found.find((other) => other.part === part)!.name === name,
  )
  return isFirst && isOneAddress && parts.size >= fewestParts ? [{ mask: 'address', options: { part: own.part } }] : []
}
