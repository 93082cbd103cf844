import type { Column, Schema, Table } from '../../schema/schema.ts'
import type { SeedingContext } from '../edge-cases.ts'
import { reservedKeys } from '../reserved-keys.ts'
import { type Constraint, constraintsOf } from '../schema/constraints.ts'
import { type Domain, domainOf } from '../schema/domain.ts'
import { type ShopTable, shopTables } from '../shop/shape.ts'
import { CannotSeed } from './shop-case.ts'

/** What is known of one of the shop's tables in a schema that may be somebody's own. */
export interface KnownTable {
  readonly table: Table
  readonly constraints: readonly Constraint[]
  domain(column: string): Domain
  /** The next key of the range that production does not reach; throws CannotSeed when there is none. */
  nextKey(): string
  /** Values for columns that have to have one and that the shop does not know, for the n-th row. */
  others(n: number): Readonly<Record<string, string>>
}

/** The four tables; a table that is missing, or that takes no rows, is given as the reason. */
export async function knowTables(context: SeedingContext): Promise<Readonly<Record<ShopTable, KnownTable | string>>> {
  const known = await Promise.all(shopTables.map(async (name) => [name, await know(context, name)] as const))
  return Object.fromEntries(known) as Record<ShopTable, KnownTable | string>
}

/** Columns that the shop fills by itself. */
const shopColumns: Readonly<Record<ShopTable, readonly string[]>> = {
  users: ['email', 'full_name', 'password', 'is_active', 'created_at', 'updated_at'],
  products: ['name', 'description', 'price', 'category', 'stock', 'created_at', 'updated_at'],
  orders: ['user_id', 'product_id', 'quantity', 'total_price', 'status', 'created_at', 'updated_at'],
  reviews: ['user_id', 'product_id', 'rating', 'comment', 'created_at', 'updated_at'],
}

async function know(context: SeedingContext, name: ShopTable): Promise<KnownTable | string> {
  const table = context.schema.tables.find((candidate) => candidate.name === name)
  if (!table) return `the schema has no table ${name}`
  if (!context.canSeed(name)) return `${name} takes no rows: the policy leaves it empty or staging keeps its own`
  const lost = lostLink(context.schema, table)
  if (lost) return lost
  const constraints = constraintsOf(table, context.schema.server.family)
  const domains = new Map<string, Domain>()
  const domain = (column: string) => {
    const found = table.columns.find((candidate) => candidate.name === column)
    if (!found) throw new CannotSeed(`${name} has no column ${column}`)
    const made = domains.get(column) ?? domainOf(found, constraints)
    domains.set(column, made)
    return made
  }
  const fillers = await Promise.all(
    table.columns.filter((column) => isOther(column, table)).map((column) => filler(context, table, column, domain)),
  )
  return {
    table,
    constraints,
    domain,
    nextKey: await keysOf(context, table),
    others: (n) => Object.fromEntries(fillers.map((fill) => fill(n))),
  }
}

/** Rows are linked by the keys of users and products: a foreign key that means something else would find nobody. */
function lostLink({ tables }: Schema, { name, foreignKeys }: Table): string | null {
  for (const [column, target] of [
    ['user_id', 'users'],
    ['product_id', 'products'],
  ] as const) {
    const key = foreignKeys.find(({ columns }) => columns.includes(column))
    const primaryKey = tables.find((table) => table.name === target)?.primaryKey ?? []
    const expected = key?.referencedTable === target && String(key.referencedColumns) === String(primaryKey)
    if (key && !(expected && key.columns.length === 1))
      return `the foreign key ${key.name} of ${name} is not one of ${column} alone to the key of ${target}`
  }
  return null
}

function isOther(column: Column, { name, primaryKey }: Table): boolean {
  const optional = column.nullable || column.defaultSql !== null || column.generated || column.autoIncrement
  return !optional && !primaryKey.includes(column.name) && !shopColumns[name as ShopTable].includes(column.name)
}

async function filler(
  { sample }: SeedingContext,
  { name, foreignKeys }: Table,
  column: Column,
  domain: (column: string) => Domain,
): Promise<(n: number) => readonly [string, string]> {
  const key = foreignKeys.find(({ columns }) => columns.includes(column.name))
  const [[linked] = []] = key
    ? await sample(key.referencedTable, [key.referencedColumns[key.columns.indexOf(column.name)]!], 1)
    : []
  return (n) => {
    const { values } = domain(column.name)
    const value = key ? linked : values.count > 0n ? values.nth(BigInt(n) % values.count) : null
    if (value === null || value === undefined) throw new CannotSeed(`no value is known for ${name}.${column.name}`)
    return [column.name, value]
  }
}

/** Keys one after the other: numbers far above production's, or UUIDs that say what they are. */
async function keysOf({ keyRange }: SeedingContext, { name, primaryKey, columns }: Table): Promise<() => string> {
  const column = columns.find((candidate) => primaryKey.length === 1 && candidate.name === primaryKey[0])
  const none = () => {
    throw new CannotSeed(`${name} has no free keys for edge cases`)
  }
  let n = 0n
  if (column?.kind === 'integer') {
    const range = reservedKeys(column, (await keyRange(name, column.name))?.max ?? null, 'shop')
    return () => (range && n < range.count ? String(range.first + n++) : none())
  }
  if (column?.kind === 'text' && (column.maxLength ?? 0) >= 36) return () => uuid(++n)
  if (column?.kind === 'binary' && column.maxLength === 16) return () => uuid(++n).replaceAll('-', '')
  return none
}

/** A version-8 UUID (RFC 9562: made in one's own way) that spells `ed9ecase`. */
function uuid(n: bigint): string {
  return `ed9eca5e-ed9e-8a5e-8a5e-${n.toString(16).padStart(12, '0')}`
}
