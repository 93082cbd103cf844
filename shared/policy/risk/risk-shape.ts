import { z } from 'zod'

const share = z.number().min(0).max(1)

/** One entry of `risk`: by which columns somebody may be known from elsewhere, and what is too few people to hide among. */
export const riskEntryShape = z.strictObject({
  people: z.string().min(1),
  by: z
    .record(z.string().regex(/^[^.]+\.[^.]+$/, 'has to be table.column'), z.enum(['exact', 'day', 'month', 'year']))
    .refine((columns) => Object.keys(columns).length > 0, { error: 'has to name a column' }),
  smallest: z.int().min(1).optional(),
  below_5: share.optional(),
  below_11: share.optional(),
})
