import { type Schema, storedColumns } from '../../../schema/schema.ts'
import { type ColumnRef, idOf } from '../../resolving/reference-groups.ts'
import type { Samples } from '../detect.ts'
import type { Finding, PersonalKind } from '../finding.ts'

/** Kinds of which a whole column is recognised in another one. Places and companies are in catalogues too. */
const recognised: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'phone',
  'first_name',
  'last_name',
  'full_name',
  'username',
  'national_id',
  'bank_account',
  'card_number',
  'network_address',
  'street',
  'secret',
])
const fewestCopied = 4
const shareCopied = 0.8
const shortestCopied = 2

/**
 * Columns whose different sampled values are nearly all those of one masked column, whatever they are called: the names of families
 * in a table of families. Their rule is that of the column which they copy.
 */
export function findCopies(
  schema: Schema,
  samples: Samples,
  found: ReadonlyMap<string, Finding>,
  common: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Finding> {
  const originals = originalsOf(samples, schema, found)
  const copies = new Map<string, Finding>()
  for (const table of schema.tables)
    for (const { name, kind } of storedColumns(table)) {
      const ref = { table: table.name, column: name }
      if (found.has(idOf(ref)) || kind !== 'text') continue
      const finding = copyOf(different(samples, ref), originals, common)
      if (finding) copies.set(idOf(ref), finding)
    }
  return copies
}

interface Original {
  readonly from: ColumnRef
  readonly kind: PersonalKind
  readonly values: ReadonlySet<string>
}

function originalsOf(samples: Samples, schema: Schema, found: ReadonlyMap<string, Finding>): Original[] {
  return schema.tables.flatMap((table) =>
    storedColumns(table).flatMap(({ name }): Original[] => {
      const from = { table: table.name, column: name }
      const kind = found.get(idOf(from))?.kind
      return kind && recognised.has(kind) ? [{ from, kind, values: different(samples, from) }] : []
    }),
  )
}

function different(samples: Samples, { table, column }: ColumnRef): Set<string> {
  const cells = samples.get(table)?.get(column) ?? []
  const values = cells.map((cell) => cell?.trim().toLowerCase() ?? '')
  return new Set(values.filter((value) => value.length >= shortestCopied && !/^\d{1,5}$/.test(value)))
}

function copyOf(
  values: ReadonlySet<string>,
  originals: readonly Original[],
  common: ReadonlySet<string>,
): Finding | null {
  if (values.size < fewestCopied) return null
  for (const { from, kind, values: theirs } of originals) {
    const copied = [...values].filter((value) => theirs.has(value))
    const hits = copied.length
    if (hits < values.size * shareCopied) continue
    // Colours, plants and months are names, too.
    if (/^(?:first|last)_name$/.test(kind) && copied.every((value) => common.has(value))) continue
    return {
      kind,
      because: `${hits} of ${values.size} different sampled values are in ${from.table}.${from.column}`,
      like: idOf(from),
    }
  }
  return null
}
