import { type Column, type Schema, storedColumns, type Table } from '../../schema/schema.ts'
import { idOf } from '../reference-groups.ts'
import { detectByName, identifying, isAboutPeople, isBesidePeople } from './by-name.ts'
import { detectByValues } from './by-values.ts'
import { isBirthDate } from './dates.ts'
import { findEchoes } from './echoes.ts'
import type { Finding, PersonalKind } from './finding.ts'
import type { KnownNames } from './person-words.ts'

/** Sampled cells by table and column, the same index being the same row. */
export type Samples = ReadonlyMap<string, ReadonlyMap<string, readonly (string | null)[]>>

/** Every column that seems to hold personal data, by `idOf`, from names, types, comments and sampled values. */
export function detect(schema: Schema, samples: Samples, names: KnownNames): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>()
  for (const table of schema.tables) {
    const ofTable = detectInTable(table, samples.get(table.name) ?? new Map(), names)
    for (const [column, finding] of ofTable) found.set(idOf({ table: table.name, column }), finding)
  }
  return new Map([...found, ...findEchoes(schema, samples, found)])
}

function detectInTable(
  table: Table,
  sample: ReadonlyMap<string, readonly (string | null)[]>,
  names: KnownNames,
): [string, Finding][] {
  const byName = detectByName(table)
  const byValues = new Map(
    storedColumns(table).map((column) => [column.name, detectByValues(column, sample.get(column.name) ?? [], names)]),
  )
  const isPersonal = isBesidePeople(table) || [...byValues.values()].some(makesPersonal)
  return storedColumns(table).flatMap((column): [string, Finding][] => {
    const seen = byValues.get(column.name) ?? null
    const called = byName.get(column.name) ?? detectByComment(table, column)
    const finding =
      combine(called, isPersonal ? seen : asCatalogue(seen)) ??
      detectByDates(table, column, sample.get(column.name) ?? [])
    return finding ? [[column.name, finding]] : []
  })
}

// A full name alone makes no table one about people: catalogues have them.
function makesPersonal(finding: Finding | null): boolean {
  return finding !== null && finding.kind !== 'full_name' && identifying.has(finding.kind)
}

// Composers and authors stand in catalogues: where nothing else is about people, names are no secret.
function asCatalogue(finding: Finding | null): Finding | null {
  return finding?.kind === 'full_name' ? { ...finding, kind: 'public_name' } : finding
}

// Values that carry their own proof say more than a name: a user name may be an e-mail address.
const certain: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'bank_account',
  'card_number',
  'network_address',
  'password',
])

function combine(byName: Finding | undefined, byValues: Finding | null): Finding | null {
  if (!byName || !byValues) return byName ?? byValues
  const because = `${byName.because}, and ${byValues.because}`
  if (certain.has(byValues.kind)) return { kind: byValues.kind, because }
  // A structure is no sentence, whatever the column is called; prose that mentions somebody is free text.
  if (byValues.kind === 'structured' || byName.kind === 'prose') return { kind: byValues.kind, because }
  return { kind: byName.kind, because: byValues.kind === byName.kind ? because : byName.because }
}

/** A cryptic column may be described by its comment. */
function detectByComment(table: Table, column: Column): Finding | undefined {
  if (column.comment === '') return undefined
  const named = { ...table, columns: [{ ...column, name: column.comment }] }
  const finding = detectByName(named).get(column.comment)
  return finding && finding.kind !== 'prose' ? { ...finding, because: 'its comment' } : undefined
}

function detectByDates(table: Table, column: Column, sample: readonly (string | null)[]): Finding | null {
  if (!isAboutPeople(table.name) || column.dataType !== 'date' || !isBirthDate(column.name, sample)) return null
  return { kind: 'birth_date', because: 'its sampled dates spread over generations, in a table about people' }
}
