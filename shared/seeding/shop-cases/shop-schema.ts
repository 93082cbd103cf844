import { type Constraint, constraintsOf } from '../../schema/checks/constraints.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import type { SeedingContext } from '../edge-cases.ts'
import { keySource } from '../key-source.ts'
import { requiredValues } from '../required-values.ts'
import type { Domain } from '../schema/domains/domain.ts'
import { type ShopTable, shopTables } from '../shop/shape.ts'
import { tableDomains } from '../table-domains.ts'

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
  const known: Partial<Record<ShopTable, KnownTable | string>> = {}
  // One after the other: all questions go over one connection.
  for (const name of shopTables) known[name] = await know(context, name)
  return known as Record<ShopTable, KnownTable | string>
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
  const constraints = constraintsOf(table)
  const domain = tableDomains(table, constraints)
  const others = await requiredValues(context, table, domain, (column) => shopColumns[name].includes(column))
  return {
    table,
    constraints,
    domain,
    nextKey: await keySource(context, table, 'shop'),
    others,
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
