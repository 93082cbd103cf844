import { findsParts, withoutParts } from '../../masking/redact/finds-parts.ts'
import type { Finding } from '../../policy/detection/finding.ts'
import { isBesidePeople } from '../../policy/detection/names/by-name.ts'
import type { KnownNames } from '../../policy/detection/names/person-words.ts'
import { isAboutKinds } from '../../policy/detection/tables/table-role.ts'
import { holdsPeople, holdsPersonalKeys } from '../../policy/detection/values/structured.ts'
import type { Table } from '../../schema/schema.ts'

/**
 * Whether it is enough to replace the addresses and numbers in a column's texts: in what an application says or keeps for itself, such as
 * templates and configuration, where nothing else in a structure is called like personal data. What people write is replaced as a whole.
 */
export function isRedactable(
  { kind, because, beyondParts, elsewhere, leaves }: Finding,
  table: Table,
  values: readonly string[],
  known: KnownNames,
): boolean {
  const isOwn = isAboutKinds(table.name) || !isBesidePeople(table)
  const isText = kind === 'free_text' || kind === 'prose'
  if (beyondParts || elsewhere || leaves) return false
  if (kind === 'structured' && isOwn) return values.every((value) => !holdsPeople(withoutParts(value), known))
  if (!values.some((value) => findsParts(value, true))) return false
  if (isText) return isOwn && !because.startsWith('its ')
  if (kind === 'secret') return because.endsWith(' in base64')
  return kind === 'structured' && values.every((value) => !holdsPersonalKeys(withoutParts(value), known))
}
