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
const skew = z
  .number()
  .min(0)
  .max(2)
  .describe("0 deals evenly, 1 by Zipf's law, more gives a few of them nearly everything")
const money = z.number().min(0).max(99_999_999)
/** The most that orders.total_price holds. */
const largestTotal = 9_999_999_999.99
const day = z.iso.date({ error: 'has to be a day like 2026-10-31' })

export const shapeShape = z
  .strictObject({
    $schema: z.string().optional().describe('For editors'),
    seed: z.int().min(0).default(42).describe('The same seed makes the same bytes, on any machine and any day'),
    dates: z
      .strictObject({ from: day.default('2022-01-01'), to: day.default('2026-10-31') })
      .prefault({})
      .refine(({ from, to }) => from <= to, 'has a `from` after its `to`')
      .refine(
        ({ from, to }) => from >= '1970-01-02' && to <= '2038-01-18',
        'has to lie between 1970-01-02 and 2038-01-18',
      )
      .describe('Nothing happens outside these days, both inclusive, whatever today is'),
    languages: weightsOf(shopLanguages, { en: 40, de: 18, fr: 12, es: 12, it: 6, ja: 6, ar: 6 }).describe(
      'Weights of the languages of names and comments',
    ),
    users: z
      .strictObject({
        count: count.default(100),
        inactive: share.default(0.08),
        updated: share.default(0.6).describe('Share with an updated_at; the others have NULL'),
      })
      .prefault({}),
    products: z
      .strictObject({
        count: count.default(50).describe('When left out, half as many as users'),
        price: z
          .strictObject({ min: money.default(0.99), max: money.default(1999) })
          .prefault({})
          .refine(({ min, max }) => min <= max, 'has a `min` above its `max`'),
        stock: weightsOf(['none', 'low', 'high'], { none: 8, low: 15, high: 77 }).describe(
          'Weights of 0, of 1 to 5 and of 6 to 5000 pieces',
        ),
        without_description: share.default(0.12),
        never_ordered: share.default(0.1),
      })
      .prefault({}),
    orders: z
      .strictObject({
        count: count.default(500).describe('When left out, five times as many as users'),
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
        largest_quantity: z.int().min(1).max(2_147_483_647).default(100),
      })
      .prefault({}),
    reviews: z
      .strictObject({
        count: count.default(200).describe('When left out, twice as many as users where products suffice'),
        users_without: share.default(0.5),
        skew: skew.default(0.9),
        ratings: weightsOf(['1', '2', '3', '4', '5'], { 1: 6, 2: 5, 3: 12, 4: 27, 5: 50 }),
        without_comment: share.default(0.2),
        longest_comment_sentences: z.int().min(1).max(50).default(5),
        mentions: z
          .strictObject({ name: share.default(0.18), email: share.default(0.06), phone: share.default(0.06) })
          .prefault({})
          .describe('Share of the comments that tell a name, an e-mail address, a phone number'),
      })
      .prefault({}),
  })
  .refine(({ users, products, orders }) => orders.count === 0 || (users.count > 0 && products.count > 0), {
    message: 'needs at least one user and one product',
    path: ['orders', 'count'],
  })
  .refine(({ products, orders }) => products.price.max * orders.largest_quantity <= largestTotal, {
    message: `is too large: times products.price.max it is more than orders.total_price holds (${largestTotal})`,
    path: ['orders', 'largest_quantity'],
  })
  .refine(({ users, products, reviews }) => reviews.count <= users.count * products.count, {
    message: 'is more than there are pairs of a user and a product',
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

/** Weights by name: what is left out of a given set weighs nothing; `defaults` stand where there is no set. */
function weightsOf<Name extends string>(names: readonly Name[], defaults: Record<Name, number>) {
  const entries = Object.fromEntries(names.map((name) => [name, weight.default(0)]))
  return z
    .strictObject(entries as Record<Name, z.ZodDefault<z.ZodNumber>>)
    .prefault(defaults as never)
    .refine((weights) => (Object.values(weights) as number[]).some((value) => value > 0), 'needs a weight above 0')
}
