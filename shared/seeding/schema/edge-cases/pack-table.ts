import { type Constraint, constraintsOf } from '../../../schema/checks/constraints.ts'
import { type Column, storedColumns, type Table, type UniqueKey } from '../../../schema/schema.ts'
import type { SeedingContext } from '../../edge-cases.ts'
import { reservedKeys } from '../../reserved-keys.ts'
import { type EdgeValues, edgeValues } from '../cells/edge-values.ts'
import { type Domain, domainOf, limitedTo } from '../domains/domain.ts'
import type { Link, Links } from '../rows/links.ts'
import type { Values } from './pack-rows.ts'

/** Everything that has to be known of a table to make its rows. */
export interface AskedTable {
  readonly table: Table
  readonly constraints: readonly Constraint[]
  /** Of the columns that no foreign key fills. */
  readonly columns: readonly PackColumn[]
  readonly links: readonly PackLink[]
  /** Columns by whose values a case is found. */
  readonly key: readonly string[]
  /** Keys that tell rows apart, and the values that rows which are there have in them (of the first thousands). */
  readonly uniqueKeys: readonly { readonly key: UniqueKey; readonly taken: readonly Values[] }[]
}

export interface PackColumn {
  readonly domain: Domain
  readonly edges: EdgeValues
  /** The n-th value of the table's own in a key, null when there are no more. */
  own(n: number): string | null
  /** Part of the primary key, or counted by the server: always its own value. */
  readonly isKey: boolean
  /** Its own values are out of the reserved keys. */
  readonly isReserved: boolean
}

export interface PackLink {
  readonly link: Link
  /** Rows that may be referred to, with the referenced columns at least. */
  readonly parents: readonly Values[]
}

/** Longest text of an edge case, in characters or bytes. */
const longestEdge = 65_535
const sampleRows = 50
const takenRows = 5000
/** Types of a key whose values are looked up as text. */
const textKinds = /^(integer|decimal|text|temporal|enum)$/

/** What the shadow schema says of a table, or why it gets no rows. */
export async function askTable(
  table: Table,
  links: Links,
  seeded: ReadonlyMap<string, readonly Values[]>,
  context: SeedingContext,
): Promise<AskedTable | { reason: string }> {
  if (!context.canSeed(table.name)) return { reason: 'its rows stay behind or are kept as they are' }
  const key = keyOf(table)
  if (!key) return { reason: 'it has no primary or unique key of a type that a row is found by' }
  const outside = links.outside.find((entry) => entry.table === table.name && isRequired(table, entry.key.columns))
  if (outside) return { reason: `${outside.key.name} refers to a table outside the schema` }
  const own = links.of(table.name)
  const packLinks: PackLink[] = []
  for (const link of own) {
    const parents = await parentsOf(link, table, seeded, context)
    if (parents.length === 0 && !link.optional && link.parent !== table.name)
      return { reason: `${link.parent}, which it refers to by ${link.key.name}, has no row for it` }
    packLinks.push({ link, parents })
  }
  const owned = new Set(own.flatMap((link) => link.owned.map(({ column }) => column)))
  const constraints = constraintsOf(table)
  const columns: PackColumn[] = []
  for (const column of storedColumns(table).filter(({ name }) => !owned.has(name)))
    columns.push(await describe(column, table, links, constraints, context))
  const stuck = columns.find(({ domain, isKey, own }) =>
    isKey ? own(0) === null : domain.values.count === 0n && !domain.nullable,
  )
  if (stuck)
    return {
      reason: `there is no ${stuck.isKey ? 'room for own keys' : 'value that passes the checks'} in ${stuck.domain.column.name}`,
    }
  return { table, constraints, columns, links: packLinks, key, uniqueKeys: await takenKeys(table, columns, context) }
}

/** The primary key, else a unique key that is never NULL; null when neither can be looked up by text. */
function keyOf({ primaryKey, uniqueKeys, columns }: Table): readonly string[] | null {
  const candidates = [primaryKey, ...uniqueKeys.filter(({ functional }) => !functional).map((key) => key.columns)]
  const isFindable = (name: string) =>
    columns.some(
      (column) => column.name === name && !column.nullable && !column.generated && textKinds.test(column.kind),
    )
  return candidates.find((key) => key.length > 0 && key.every(isFindable)) ?? null
}

async function takenKeys(
  table: Table,
  columns: readonly PackColumn[],
  { sample }: SeedingContext,
): Promise<AskedTable['uniqueKeys']> {
  const stored = new Map(storedColumns(table).map((column) => [column.name, column]))
  const primary: UniqueKey = { name: 'PRIMARY', columns: table.primaryKey, prefixLengths: [], functional: false }
  const keys = [primary, ...table.uniqueKeys].filter(
    (key) => !key.functional && key.columns.length > 0 && key.columns.every((name) => stored.has(name)),
  )
  const reserved = columns.flatMap(({ domain, isReserved }) => (isReserved ? [domain.column.name] : []))
  const found: { key: UniqueKey; taken: Values[] }[] = []
  for (const key of keys) {
    // Reserved numbers are nobody's yet.
    const isOpen = !key.columns.some((name) => reserved.includes(name))
    const isReadable = key.columns.every((name) => textKinds.test(stored.get(name)!.kind))
    const rows = isOpen && isReadable ? await sample(table.name, key.columns, takenRows) : []
    found.push({
      key,
      taken: rows.map((row) => Object.fromEntries(key.columns.map((name, at) => [name, row[at] ?? null]))),
    })
  }
  return found
}

function isRequired({ columns }: Table, names: readonly string[]): boolean {
  return names.every((name) => columns.some((column) => column.name === name && !column.nullable))
}

/** The pack's own rows; where it has none, rows that are there, unless the child's place in the key order would suffer. */
async function parentsOf(
  link: Link,
  table: Table,
  seeded: ReadonlyMap<string, readonly Values[]>,
  { schema, sample }: SeedingContext,
): Promise<readonly Values[]> {
  const own = seeded.get(link.parent)
  if (own && own.length > 0) return own
  const parent = schema.tables.find(({ name }) => name === link.parent)!
  const names = link.key.referencedColumns
  const areText = names.every((name) =>
    parent.columns.some((column) => column.name === name && textKinds.test(column.kind)),
  )
  // Verify reads a table up to the last key that was loaded: a seeded row has to lie behind it.
  if (!areText || link.owned.some(({ column }) => column === table.primaryKey[0])) return []
  const rows = await sample(link.parent, names, sampleRows)
  return rows
    .filter((row) => !row.includes(null))
    .map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]!])))
}

async function describe(
  column: Column,
  table: Table,
  links: Links,
  constraints: readonly Constraint[],
  context: SeedingContext,
): Promise<PackColumn> {
  let domain = domainOf(column, constraints, longestEdge)
  if (links.outside.some((entry) => entry.table === table.name && entry.key.columns.includes(column.name)))
    domain = limitedTo(domain, [])
  // What only the server can judge it has judged already: of the rows that are there.
  else if (domain.unknown.length > 0) domain = limitedTo(domain, await known(column, table, context))
  else if (!domain.exact) domain = limitedTo(domain, accepted(domain))
  const isKey = table.primaryKey.includes(column.name) || column.autoIncrement
  const counted = column.kind === 'integer' && (table.primaryKey[0] === column.name || column.autoIncrement)
  const range = counted ? await context.keyRange(table.name, column.name) : null
  const reserved = counted ? reservedKeys(column, range?.max ?? null, 'schema') : null
  const own = (n: number): string | null => {
    if (!counted) return ownValue(domain, n)
    const value = reserved && BigInt(n) < reserved.count ? String(reserved.first + BigInt(n)) : null
    return value !== null && domain.accepts(value) ? value : null
  }
  return { domain, edges: edgeValues(domain), own, isKey, isReserved: counted }
}

async function known({ name, kind }: Column, table: Table, { sample }: SeedingContext): Promise<string[]> {
  if (!textKinds.test(kind)) return []
  const rows = await sample(table.name, [name], sampleRows)
  return [...new Set(rows.flatMap(([value]) => value ?? []))]
}

const mostTried = 2000n

function accepted({ values, accepts, limits }: Domain): string[] {
  const step = values.count > mostTried ? values.count / mostTried : 1n
  const spread = Array.from({ length: Number(values.count < mostTried ? values.count : mostTried) }, (_, at) =>
    values.nth(BigInt(at) * step),
  )
  const last = values.count > 0n ? [values.nth(values.count - 1n)] : []
  return [...new Set([...limits.hints, ...spread, ...last])].filter(accepts)
}

/** Out of the middle of a large type, where nobody's values begin or end. */
function ownValue({ values, accepts }: Domain, n: number): string | null {
  const index = (values.count > 1000n ? values.count / 2n + 1n : 0n) + BigInt(n)
  const value = index < values.count ? values.nth(index) : null
  return value !== null && accepts(value) ? value : null
}
