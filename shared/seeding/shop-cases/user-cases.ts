import { longestAddress } from './longest-address.ts'
import { edgeCaseDomain, plainPrice } from './plain-cells.ts'
import type { Cells, ShopBook, ShopCase, ShopRow, Sold } from './shop-case.ts'

const many = 1000

export const userCases: readonly ShopCase[] = [
  alone('user-without-orders', 'Signed up, never ordered, never reviewed anything.'),
  alone('user-inactive', 'Not active, and without orders or reviews.', (book) =>
    book.flag('users', 'is_active', false),
  ),
  withOrder('user-with-one-order', 'Exactly one order, no review.'),
  withOrder('user-inactive-with-orders', 'Not active any more, but has an order.', (book) =>
    book.flag('users', 'is_active', false),
  ),
  withOrder('user-without-reviews', 'Ordered, but never reviewed anything.'),
  {
    name: 'user-with-one-review',
    description: 'Exactly one review, no order.',
    make(book) {
      const [user, product] = [book.user(), book.product()]
      return { rows: [user, product, book.review(user, product)], subject: user }
    },
  },
  named('user-name-of-one-letter', 'A name of a single letter.', () => 'Ŋ'),
  named('user-name-of-a-hundred-letters', 'A name of a hundred letters without a space.', () =>
    'Longname'.repeat(13).slice(0, 100),
  ),
  named('user-name-of-maximal-length', 'The longest name that the column holds (500 letters at the most).', (book) =>
    'Edge-Case '
      .repeat(50)
      .slice(0, book.room('users', 'full_name', 500))
      .replace(/ $/, 'e'),
  ),
  named(
    'user-name-with-apostrophes',
    "Apostrophes of both kinds: O'Edgecase-D’Angelo.",
    () => "Niamh O'Edgecase-D’Angelo",
  ),
  named('user-name-in-arabic', 'A name written from right to left.', () => 'حالة حدّية الاختبار'),
  named('user-name-in-chinese', 'A name in Chinese characters, without a space.', () => '邊界測試'),
  named('user-name-with-combining-marks', 'Letters followed by combining marks, not in normal form C.', () =>
    'Zoë Édgecase Nguyễn'.normalize('NFD'),
  ),
  named('user-name-null', 'The name Null, which naive code takes for none.', () => 'Edgecase Null'),
  addressed('user-email-of-maximal-length', 'The longest address that the column and RFC 5321 allow.', (book) =>
    longestAddress(book.room('users', 'email', 254)),
  ),
  addressed('user-email-with-plus', 'A plus sign and a tag in the address.', () => `edge+case+tag@${edgeCaseDomain}`),
  addressed(
    'user-email-with-quotes',
    'A quoted local part with a space, valid by RFC 5321.',
    () => `"edge case"@${edgeCaseDomain}`,
  ),
  addressed('user-email-with-apostrophe', 'An apostrophe in the address.', () => `o'edgecase@${edgeCaseDomain}`),
]

/** Last of all: how many products of their own they need depends on production, and no other key may move with it. */
export const crowdedUserCases: readonly ShopCase[] = [
  {
    name: 'user-with-1000-orders',
    description: '1,000 orders, of products that staging has and of every status.',
    make(book) {
      const user = book.user()
      const { products, sold } = productsFor(book, 1)
      const statuses = book.choices('orders', 'status')
      const orders = Array.from({ length: many }, (_, n) =>
        book.order(user, sold[n % sold.length]!, {
          ...(statuses ? { status: statuses[book.random.below(statuses.length)]! } : {}),
          created_at: dayOf2024(book, 8),
        }),
      )
      return { rows: [user, ...products, ...orders], subject: user }
    },
  },
  {
    name: 'user-with-1000-reviews',
    description: '1,000 reviews, one of each of 1,000 products.',
    make(book) {
      const user = book.user()
      const { products, sold } = productsFor(book, many)
      const reviews = sold
        .slice(0, many)
        .map((product) => book.review(user, product, { created_at: dayOf2024(book, 9) }))
      return { rows: [user, ...products, ...reviews], subject: user }
    },
  },
]

function alone(name: string, description: string, cells: (book: ShopBook) => Cells = () => ({})): ShopCase {
  return {
    name,
    description,
    make(book) {
      const subject = book.user(cells(book))
      return { rows: [subject], subject }
    },
  }
}

function named(name: string, description: string, fullName: (book: ShopBook) => string): ShopCase {
  return alone(name, description, (book) => ({ full_name: fullName(book) }))
}

function addressed(name: string, description: string, email: (book: ShopBook) => string): ShopCase {
  return alone(name, description, (book) => ({ email: email(book) }))
}

function withOrder(name: string, description: string, cells: (book: ShopBook) => Cells = () => ({})): ShopCase {
  return {
    name,
    description,
    make(book) {
      const [user, product] = [book.user(cells(book)), book.product()]
      const order = book.order(user, { id: product.id, price: plainPrice })
      return { rows: [user, product, order], subject: user }
    },
  }
}

/** Products that are there, filled up with own ones to at least so many. */
function productsFor(book: ShopBook, least: number): { products: readonly ShopRow[]; sold: readonly Sold[] } {
  const missing = Math.max(0, least - book.soldAlready.length)
  const products = Array.from({ length: missing }, () => book.product())
  return { products, sold: [...book.soldAlready, ...products.map(({ id }) => ({ id, price: plainPrice }))] }
}

function dayOf2024(book: ShopBook, hour: number): string {
  const day = new Date(Date.UTC(2024, 0, 1 + book.random.below(366))).toISOString().slice(0, 10)
  return `${day} ${String(hour).padStart(2, '0')}:${String(book.random.below(60)).padStart(2, '0')}:00`
}
