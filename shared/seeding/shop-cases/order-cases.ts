import { orderStatuses } from '../shop/shape.ts'
import { largestQuantity, largestTotal } from './largest-orders.ts'
import { plainPrice } from './plain-cells.ts'
import type { Cells, ShopBook, ShopCase } from './shop-case.ts'

/** An order in each status of the column, or in those of the example shop where any text is a status. */
export function statusCases(book: ShopBook): readonly ShopCase[] {
  const statuses = book.choices('orders', 'status') ?? orderStatuses
  const bySlug = new Map(statuses.map((status) => [slug(status), status]))
  return [...bySlug].map(([name, status]) =>
    order(`order-${name}`, `An order in status ${status}.`, () => ({ cells: { status } })),
  )
}

export const orderCases: readonly ShopCase[] = [
  order('order-of-maximal-quantity', 'As many pieces as the column holds.', largestQuantity),
  order('order-of-maximal-total', 'The highest total that the column holds, still quantity times price.', largestTotal),
  made('order-at-midnight-of-leap-day', 'Midnight (UTC) at the start of a 29th of February.', '2024-02-29 00:00:00'),
  made(
    'order-before-dst-begins',
    'The last second of winter time in Europe: 01:59:59 in Berlin.',
    '2024-03-31 00:59:59',
  ),
  made('order-after-dst-begins', 'One second later: 03:00:00 in Berlin; there was no 02:30.', '2024-03-31 01:00:00'),
  made(
    'order-before-dst-ends',
    '02:30 in Berlin for the first time in the night when summer time ends.',
    '2024-10-27 00:30:00',
  ),
  made(
    'order-after-dst-ends',
    '02:30 in Berlin for the second time in that night, an hour later.',
    '2024-10-27 01:30:00',
  ),
  order(
    'order-over-dst-change',
    'Made before summer time begins, changed after it: an hour apart, two by the clock.',
    () => ({
      cells: { created_at: '2024-03-31 00:30:00', updated_at: '2024-03-31 01:30:00' },
    }),
  ),
  made('order-on-last-second-of-year', 'The last second (UTC) of a year.', '2024-12-31 23:59:59'),
  made('order-on-first-second-of-year', 'The first second (UTC) of a year.', '2025-01-01 00:00:00'),
]

function made(name: string, description: string, moment: string): ShopCase {
  return order(name, description, () => ({ cells: { created_at: moment } }))
}

function order(
  name: string,
  description: string,
  about: (book: ShopBook) => { readonly price?: string; readonly cells: Cells },
): ShopCase {
  return {
    name,
    description,
    make(book) {
      const { price = plainPrice, cells } = about(book)
      const [user, product] = [book.user(), book.product({ price })]
      const subject = book.order(user, { id: product.id, price }, cells)
      return { rows: [user, product, subject], subject }
    },
  }
}

function slug(status: string): string {
  return status.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')
}
