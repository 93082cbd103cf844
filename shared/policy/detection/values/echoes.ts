import { type Schema, storedColumns } from '../../../schema/schema.ts'
import { idOf } from '../../resolving/reference-groups.ts'
import type { Samples } from '../detect.ts'
import type { Finding, PersonalKind } from '../finding.ts'

/** Values of these kinds say who it is, wherever they stand. */
const telling: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'phone',
  'full_name',
  'username',
  'national_id',
  'bank_account',
  'card_number',
  'web_address',
  'network_address',
  'street',
  'secret',
])
const shortestTelling = 6

/**
 * Columns that are copies of personal ones, such as `created_by`: most of their sampled values are sampled there. Of a person kept in
 * two columns, both names together count too.
 */
export function findEchoes(
  schema: Schema,
  samples: Samples,
  found: ReadonlyMap<string, Finding>,
): ReadonlyMap<string, Finding> {
  const originals = originalsOf(schema, samples, found)
  const echoes = new Map<string, Finding>()
  for (const table of schema.tables)
    for (const { name, kind } of storedColumns(table)) {
      const id = idOf({ table: table.name, column: name })
      if (found.has(id) || !['text', 'binary', 'json'].includes(kind)) continue
      const finding = echoOf(samples.get(table.name)?.get(name) ?? [], originals)
      if (finding) echoes.set(id, finding)
    }
  return echoes
}

interface Original {
  readonly kind: PersonalKind
  readonly from: string
}

function originalsOf(schema: Schema, samples: Samples, found: ReadonlyMap<string, Finding>): Map<string, Original> {
  const originals = new Map<string, Original>()
  for (const { name: table, columns } of schema.tables) {
    const kindOf = (column: string) => found.get(idOf({ table, column }))?.kind
    const cellsOf = (column: string) => samples.get(table)?.get(column) ?? []
    for (const { name } of columns) {
      const kind = kindOf(name)
      if (kind && telling.has(kind)) addAll(originals, cellsOf(name), { kind, from: `${table}.${name}` })
    }
    const first = columns.find(({ name }) => kindOf(name) === 'first_name')?.name
    const last = columns.find(({ name }) => kindOf(name) === 'last_name')?.name
    if (!first || !last) continue
    const lasts = cellsOf(last)
    const both = cellsOf(first).flatMap((name, row) =>
      name && lasts[row] ? [`${name} ${lasts[row]}`, `${lasts[row]} ${name}`] : [],
    )
    addAll(originals, both, { kind: 'full_name', from: `${table}.${first} and ${last}` })
  }
  return originals
}

function addAll(originals: Map<string, Original>, values: readonly (string | null)[], original: Original): void {
  for (const value of values) {
    const text = value?.trim().toLowerCase() ?? ''
    if (text.length >= shortestTelling && !originals.has(text)) originals.set(text, original)
  }
}

/** So many different values prove that a column is a copy; what fewer ones mean, the rehearsal of the leak check tells. */
const fewestOfCopy = 3

function echoOf(sample: readonly (string | null)[], originals: ReadonlyMap<string, Original>): Finding | null {
  const values = sample.flatMap((value) => value?.trim().toLowerCase() || [])
  const distinct = new Set(values)
  const copied = [...distinct].filter((value) => originals.has(value))
  if (copied.length < fewestOfCopy || copied.length * 2 < distinct.size) return null
  const hits = values.flatMap((value) => originals.get(value) ?? [])
  return {
    kind: hits[0]!.kind,
    because: `${hits.length} of ${values.length} sampled values are one of ${hits[0]!.from}`,
  }
}

const longestLabel = 60

/** What a column is that holds real values of others among its own: addresses of pages, sentences, or labels. */
export function kindOfEcho(values: readonly string[]): PersonalKind {
  if (values.filter((value) => /^https?:\/\/\S+$/i.test(value)).length * 2 > values.length) return 'web_address'
  const length = values.reduce((sum, value) => sum + value.length, 0) / values.length
  return length > longestLabel ? 'free_text' : 'echo'
}
