import { z } from 'zod'

const text = z.string()
const count = z.number().int().nonnegative()
const uncounted = count.nullable()

/** A figure about what remains, made of what is recorded anyway. */
export const riskShape = z.strictObject({
  name: text,
  value: z.number(),
  meaning: text,
  columns: z.array(text).describe('The columns it speaks of, as table.column, or the tables'),
})

export const groupShape = z.strictObject({
  set: z
    .string()
    .describe('Whose rows were counted, and by which columns: `users by birth_year, orders.created_at (day)`'),
  declared: z.boolean().describe('Whether the policy names it; else it was proposed by the shape of the tables'),
  people: uncounted.describe(
    'Rows of that table to which the columns say something; null where counting took too long',
  ),
  smallest: uncounted.describe('People in the smallest group that shares all of these values'),
  below5: uncounted.describe('People whose smallest group has fewer than five'),
  below11: uncounted.describe('People whose smallest group has fewer than eleven'),
  reason: z.string().nullable().describe('Why it was not counted, null where it was'),
})

export const frequencyShape = z.strictObject({
  column: z.string(),
  values: count.describe('Different pseudonyms'),
  cells: count,
  aloneValues: count.describe(
    'Pseudonyms that come as often as no other does: who knows how often each real value comes knows them',
  ),
  aloneCells: count,
})

/** What was counted in the shadow schema, seeded rows with it: who knows the columns exactly finds people so; who knows less finds fewer. */
export const measuredShape = z.strictObject({
  groups: z.array(groupShape),
  frequencies: z.array(frequencyShape),
})

export type MeasuredRisk = z.infer<typeof measuredShape>
export type GroupAudit = z.infer<typeof groupShape>
