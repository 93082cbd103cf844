import { holds } from '../schema/domains/intervals.ts'
import type { ShopTable } from '../shop/shape.ts'
import type { Cells } from './shop-case.ts'
import type { KnownTable } from './shop-schema.ts'

/** E-mail addresses of edge cases end in it; RFC 2606 reserves `.example`, so no mail reaches anybody. */
export const edgeCaseDomain = 'edge-case.example'
/** What a product costs unless its case is about the price: right for whole and for decimal columns. */
export const plainPrice = '20'

const usualStars = 5

/** What the n-th row of each table holds where its case does not care. Columns that the table lacks are left out later. */
export function plainCells(password: string): Readonly<Record<ShopTable, (n: number, table: KnownTable) => Cells>> {
  return {
    users: (n, table) => ({
      email: `edge-case-${n}@${edgeCaseDomain}`,
      full_name: `Edge Case ${n}`,
      password,
      ...flag(table, 'is_active', true),
      created_at: '2024-01-15 09:00:00',
    }),
    products: (n) => ({
      name: `Edge case product ${n}`,
      description: 'Made for tests.',
      price: plainPrice,
      category: 'Edge cases',
      stock: '10',
      created_at: '2024-01-15 09:00:00',
    }),
    orders: (_, table) => ({ quantity: '1', ...usualStatus(table), created_at: '2024-06-15 12:00:00' }),
    reviews: (_, table) => ({ ...usualRating(table), comment: 'Made for tests.', created_at: '2024-07-01 12:00:00' }),
  }
}

/** A yes or no as the column writes it; nothing where it is no such column. */
export function flag({ table }: KnownTable, name: string, on: boolean): Cells {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (column?.kind === 'integer') return { [name]: on ? '1' : '0' }
  return column?.kind === 'bit' ? { [name]: on ? '01' : '00' } : {}
}

function usualStatus({ table, domain }: KnownTable): Cells {
  if (!table.columns.some(({ name }) => name === 'status')) return {}
  const { column, limits } = domain('status')
  const labels = column.kind === 'enum' ? column.labels : limits.choices
  return { status: !labels || labels.includes('delivered') ? 'delivered' : (labels[0] ?? null) }
}

function usualRating({ table, domain }: KnownTable): Cells {
  if (!table.columns.some(({ name }) => name === 'rating')) return {}
  const { scale, ranges } = domain('rating')
  const usual = scale?.read(String(usualStars))?.step
  const lowest = ranges[0]?.[0]
  if (!scale || usual === undefined || lowest === undefined) return {}
  return { rating: scale.write(holds(ranges, usual) ? usual : lowest) }
}
