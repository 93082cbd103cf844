import { z } from 'zod'

// The shape of a generated shop: how much of everything, and how it is spread. Every part has a default.

export const shopTables = ['users', 'products', 'orders', 'reviews'] as const
export type ShopTable = (typeof shopTables)[number]

export const orderStatuses = ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const
export const shopLanguages = ['en', 'de', 'fr', 'es', 'it', 'ja', 'ar'] as const
export type ShopLanguage = (typeof shopLanguages)[number]

const share = z.number().min(0).max(1)
const weight = z.number().min(0)
const mostRows = 2 ** 32 - 2
const count = z.int().min(0).max(mostRows)
/** 0 deals evenly, 1 by Zipf's law, more for few that have nearly everything. */
const skew = z.number().min(0).max(2)
const money = z.number().min(0).max(99_999_999)
const day = z.iso.date()

export const shapeShape = z
  .strictObject({
    seed: z.int().min(0).default(42),
    /** Nothing happens outside these days, both inclusive, whatever today is. */
    dates: z
      .strictObject({ from: day.default('2022-01-01'), to: day.default('2026-10-31') })
      .prefault({})
      .refine(({ from, to }) => from <= to, 'from lies after to')
      .refine(({ from, to }) => from >= '1970-01-02' && to <= '2038-01-18', 'days from 1970-01-02 to 2038-01-18 only'),
    /** Weights of the languages of names and comments. */
    languages: weightsOf(shopLanguages, { en: 40, de: 18, fr: 12, es: 12, it: 6, ja: 6, ar: 6 }),
    users: z
      .strictObject({ count: count.default(100), inactive: share.default(0.08), updated: share.default(0.6) })
      .prefault({}),
    products: z
      .strictObject({
        count: count.default(50),
        price: z
          .strictObject({ min: money.default(0.99), max: money.default(1999) })
          .prefault({})
          .refine(({ min, max }) => min <= max, 'min is above max'),
        stock: weightsOf(['none', 'low', 'high'], { none: 8, low: 15, high: 77 }),
        without_description: share.default(0.12),
        never_ordered: share.default(0.1),
      })
      .prefault({}),
    orders: z
      .strictObject({
        count: count.default(500),
        users_without: share.default(0.35),
        users_with_one: share.default(0.15),
        skew: skew.default(1),
        product_skew: skew.default(0.8),
        statuses: weightsOf(orderStatuses, {
          pending: 2,
          paid: 4,
          shipped: 6,
          delivered: 76,
          cancelled: 8,
          refunded: 4,
        }),
        largest_quantity: z.int().min(1).max(10_000).default(100),
      })
      .prefault({}),
    reviews: z
      .strictObject({
        count: count.default(200),
        users_without: share.default(0.5),
        skew: skew.default(0.9),
        ratings: weightsOf(['1', '2', '3', '4', '5'], { 1: 6, 2: 5, 3: 12, 4: 27, 5: 50 }),
        without_comment: share.default(0.2),
        longest_comment_sentences: z.int().min(1).max(50).default(5),
        mentions: z
          .strictObject({ name: share.default(0.18), email: share.default(0.06), phone: share.default(0.06) })
          .prefault({}),
      })
      .prefault({}),
  })
  .refine(({ users, products, orders }) => orders.count === 0 || (users.count > 0 && products.count > 0), {
    message: 'orders need at least one user and one product',
    path: ['orders', 'count'],
  })
  .refine(({ users, products, reviews }) => reviews.count <= users.count * products.count, {
    message: 'more reviews than pairs of a user and a product',
    path: ['reviews', 'count'],
  })

export type Shape = z.infer<typeof shapeShape>

/** What `generate --users … --seed …` sets on top of a shape. */
export interface ShapeOptions {
  readonly users?: number | undefined
  readonly products?: number | undefined
  readonly orders?: number | undefined
  readonly reviews?: number | undefined
  readonly seed?: number | undefined
}

function weightsOf<Name extends string>(names: readonly Name[], defaults: Record<Name, number>) {
  const entries = Object.fromEntries(names.map((name) => [name, weight.default(defaults[name])]))
  return z
    .strictObject(entries as Record<Name, z.ZodDefault<z.ZodNumber>>)
    .prefault({} as never)
    .refine((weights) => (Object.values(weights) as number[]).some((value) => value > 0), 'all weights are 0')
}
