import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseShape, shapeOf } from '../../../../shared/seeding/shop/parse-shape.ts'
import { orderStatuses, type Shape, shopTables } from '../../../../shared/seeding/shop/shape.ts'
import { digestOf, type ReadRow, readRows, textOf } from './read-rows.ts'

const sizes = { users: 2000, products: 300, orders: 12_000, reviews: 3000 }

describe('a generated shop', () => {
  it('has the same bytes for the same seed, on any machine and any day, and others for another seed', () => {
    // Pinned: another machine, another day or another version of Node has to come to the same.
    const pinned = 'cfae32ae3b7cd84b50e054fffb0a9e1568dc3bec757d4e0d0c236a1c8f8795b3'
    for (let run = 0; run < 3; run++) expect(digestOf(shapeOf({ ...sizes, seed: 7 }))).toBe(pinned)
    expect(digestOf(shapeOf({ ...sizes, seed: 8 }))).not.toBe(pinned)
    // Seeds beyond 32 bits are told apart too.
    expect(digestOf(shapeOf({ ...sizes, seed: 7 + 2 ** 32 }))).not.toBe(pinned)
  })

  it('has rows that do not depend on the rows before them, so that streams and blocks change nothing', () => {
    const shape = shapeOf({ ...sizes, seed: 7 })
    for (const table of shopTables) {
      const lines = textOf(shape, table, 0, 300).split('\n')
      expect(textOf(shape, table, 100, 200)).toBe(`${lines.slice(100, 200).join('\n')}\n`)
    }
  })

  it('spreads orders as the shape says: some users with none, some with one, a few with hundreds', () => {
    const orders = countBy(readRows(shapeOf({ ...sizes, seed: 3 }), 'orders'), 'user_id')
    const counts = [...orders.values()].sort((a, b) => b - a)
    expect(counts.reduce((sum, count) => sum + count)).toBe(sizes.orders)
    expect(sizes.users - counts.length).toBe(700)
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(300)
    expect(counts[0]).toBeGreaterThan(500)
    expect(counts.filter((count) => count > 100).length).toBeGreaterThan(5)
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(6)
  })

  it('mentions names, addresses and numbers in every language, leaves NULLs, and follows the weights', () => {
    const shape = shapeOf({ ...sizes, reviews: 8000, seed: 5 })
    const [reviews, users] = [readRows(shape, 'reviews'), new Map(readRows(shape, 'users').map((row) => [row.id, row]))]
    const comments = reviews.flatMap(({ comment }) => comment ?? [])
    expect(comments.length / reviews.length).toBeCloseTo(0.8, 1)
    const own = reviews.filter(({ comment, user_id }) => comment?.includes(users.get(user_id!)!.full_name!))
    const share = (part: readonly unknown[]) => part.length / comments.length
    expect(share(own)).toBeGreaterThan(0.04)
    expect(share(comments.filter((comment) => /@[\w.]+\.example/.test(comment)))).toBeCloseTo(0.06, 1)
    expect(share(comments.filter((comment) => /\d{2}[\d /.-]*\d{3}/.test(comment)))).toBeGreaterThan(0.05)
    for (const script of [
      /[äöüß]/,
      /[éèàç]/,
      /[ñ¿¡]/,
      /\p{Script=Arabic}/u,
      /\p{Script=Hiragana}/u,
      /[\u{1f300}-\u{1faff}]/u,
    ])
      expect(comments.some((comment) => script.test(comment))).toBe(true)
    const inactive = [...users.values()].filter(({ is_active }) => is_active === '0').length
    expect(inactive / users.size).toBeCloseTo(0.08, 1)
  })

  it('follows every part of the shape', () => {
    const shape = parseShape(
      `dates: { from: 2025-01-01, to: 2025-03-31 }
languages: { ar: 1 }
users: { count: 3000, inactive: 0.5, updated: 0 }
products: { count: 1000, price: { min: 10, max: 12 }, stock: { none: 1, low: 1, high: 2 }, without_description: 1, never_ordered: 0.4 }
orders: { count: 5000, users_without: 0.9, users_with_one: 0.05, statuses: { refunded: 1 }, largest_quantity: 3 }
reviews: { count: 2000, ratings: { 2: 1 }, without_comment: 0, longest_comment_sentences: 1, mentions: { name: 0, email: 0, phone: 0 } }
`,
      'shape.yaml',
    )
    const [users, products, orders, reviews] = shopTables.map((table) => readRows(shape, table))
    const share = (rows: readonly ReadRow[] | undefined, holds: (row: ReadRow) => boolean) =>
      rows!.filter(holds).length / rows!.length
    expect(share(users, ({ is_active }) => is_active === '0')).toBeCloseTo(0.5, 1)
    expect(
      share(users, ({ updated_at, full_name }) => updated_at === null && /\p{Script=Arabic}/u.test(full_name!)),
    ).toBe(1)
    expect(
      share(products, ({ price, description }) => Number(price) >= 10 && Number(price) <= 12 && description === null),
    ).toBe(1)
    const stocks = [
      [0, 0, 0.25],
      [1, 5, 0.25],
      [6, 5000, 0.5],
    ] as const
    for (const [from, to, expected] of stocks)
      expect(share(products, ({ stock }) => Number(stock) >= from && Number(stock) <= to)).toBeCloseTo(expected, 1)
    const sold = new Set(orders!.map(({ product_id }) => product_id))
    expect(1 - sold.size / products!.length).toBeGreaterThanOrEqual(0.4)
    expect(countBy(orders!, 'user_id').size).toBeLessThanOrEqual(300)
    const refunded = String(orderStatuses.indexOf('refunded') + 1)
    expect(share(orders, ({ status, quantity }) => status === refunded && Number(quantity) <= 3)).toBe(1)
    expect(share(reviews, ({ rating, comment }) => rating === '2' && comment !== null && !/[@\d]/.test(comment!))).toBe(
      1,
    )
    const longest = (some: Shape) => Math.max(...readRows(some, 'reviews').map(({ comment }) => comment?.length ?? 0))
    expect(longest({ ...shape, reviews: { ...shape.reviews, longest_comment_sentences: 9 } })).toBeGreaterThan(
      3 * longest(shape),
    )
    const all = [users, products, orders, reviews].flatMap((rows) => rows!)
    expect(share(all, ({ created_at }) => created_at! >= '2025-01-01' && created_at! < '2025-04-01')).toBe(1)
    const most = (skew: number) =>
      Math.max(...countBy(readRows({ ...shape, orders: { ...shape.orders, skew } }, 'orders'), 'user_id').values())
    expect(most(2)).toBeGreaterThan(10 * most(0))
  })

  it('keeps every key and constraint, whatever its shape', () => {
    fc.assert(
      fc.property(shapes, (shape) => expectSound(shape)),
      { numRuns: 60 },
    )
  })
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const shapes: fc.Arbitrary<Shape> = fc
  .record({
    seed: fc.nat(),
    users: fc.record({ count: fc.integer({ min: 1, max: 60 }), inactive: share }),
    products: fc.record({ count: fc.integer({ min: 1, max: 40 }), never_ordered: share }),
    orders: fc.record({
      count: fc.nat(300),
      users_without: share,
      users_with_one: share,
      skew: fc.double({ min: 0, max: 2, noNaN: true }),
    }),
    filled: share,
    reviews: fc.record({ users_without: share, skew: fc.double({ min: 0, max: 2, noNaN: true }) }),
  })
  .map(({ filled, reviews, ...shape }) => {
    // Up to all pairs of a user and a product there are.
    const count = Math.round(shape.users.count * shape.products.count * filled * filled)
    return parseShape(JSON.stringify({ ...shape, reviews: { ...reviews, count } }), 'shape')
  })

function expectSound(shape: Shape): void {
  const [users, products, orders, reviews] = shopTables.map((table) => readRows(shape, table)) as [
    ReadRow[],
    ReadRow[],
    ReadRow[],
    ReadRow[],
  ]
  const userOf = new Map(users.map((row) => [row.id, row]))
  const priceOf = new Map(products.map(({ id, price }) => [id, Number(price)]))
  expect(new Set(users.map(({ email }) => email)).size).toBe(shape.users.count)
  expect(new Set(reviews.map(({ user_id, product_id }) => `${user_id} ${product_id}`)).size).toBe(shape.reviews.count)
  const badOrders = orders.filter(
    ({ user_id, product_id, quantity, total_price, status, created_at }) =>
      !(userOf.get(user_id!)!.created_at! <= created_at!) ||
      Math.round(Number(total_price) * 100) !== Math.round(priceOf.get(product_id!)! * 100) * Number(quantity) ||
      !(Number(quantity) > 0) ||
      !orderStatuses[Number(status) - 1],
  )
  const badReviews = reviews.filter(
    ({ user_id, product_id, created_at }) =>
      !(userOf.get(user_id!)!.created_at! <= created_at!) || !priceOf.has(product_id!),
  )
  const badDates = [...users, ...products, ...orders, ...reviews].filter(
    ({ created_at, updated_at }) =>
      !(created_at! >= '2022-01-01 00:00:00' && created_at! <= '2026-10-31 23:59:59') ||
      !(updated_at === null || (updated_at! >= created_at! && updated_at! <= '2026-10-31 23:59:59')),
  )
  expect({ badOrders, badReviews, badDates }).toEqual({ badOrders: [], badReviews: [], badDates: [] })
}

function countBy(rows: readonly ReadRow[], column: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row[column]!, (counts.get(row[column]!) ?? 0) + 1)
  return counts
}
