import { z } from 'zod'

const share = z.number().min(0).max(1)

/** One entry of `risk`: by which columns somebody may be known from elsewhere, and what is too few people to hide among. */
export const riskEntryShape = z.strictObject({
  people: z.string().min(1).describe('the table whose rows are counted, such as users'),
  by: z
    .record(z.string().regex(/^[^.]+\.[^.]+$/, 'has to be table.column'), z.enum(['exact', 'day', 'month', 'year']))
    .refine((columns) => Object.keys(columns).length > 0, { error: 'has to name a column' })
    .describe('columns as table.column, along foreign keys from there, and how exactly somebody may know them'),
  smallest: z.int().min(1).optional().describe('refused where the smallest group has fewer people'),
  below_5: share.optional().describe('refused where a larger share of people is in groups of fewer than five'),
  below_11: share.optional().describe('refused where a larger share of people is in groups of fewer than eleven'),
})
