import type { PersonalKind } from '../../policy/detection/finding.ts'
import { detectByName } from '../../policy/detection/names/by-name.ts'
import type { Table } from '../../schema/schema.ts'
import type { CalledKind } from '../digests/original-kinds.ts'

/** What a column's name says of its values: who masks names by `null` or `constant` masks names all the same. */
export function calledKind(table: Table, column: string): CalledKind {
  return kinds[kindByName(table, column) ?? ''] ?? null
}

export function kindByName(table: Table, column: string): PersonalKind | null {
  return detectByName(table).get(column)?.kind ?? null
}

const kinds: Readonly<Record<string, CalledKind>> = {
  first_name: 'name',
  last_name: 'name',
  full_name: 'name',
  email: 'identifying',
  phone: 'phone',
  username: 'identifying',
  national_id: 'identifying',
  bank_account: 'identifying',
  card_number: 'identifying',
} satisfies Partial<Record<PersonalKind, CalledKind>>
