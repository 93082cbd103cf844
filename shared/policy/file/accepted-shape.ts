import { z } from 'zod'

const text = z.string().min(1)
const place = z.string().regex(/\S/, 'has to name a place')

/** One accepted coincidence: real values of one column that stand in one other place, and say nothing there. */
export const acceptedShape = z.strictObject({
  in: place.describe('where they stand: `table.column`, or a definition such as `table orders` or `view busiest`'),
  of: place.describe('the masked column whose real values they are, as `table.column`'),
  reason: text.describe('why it says nothing about anybody; it stands in the audit record'),
  cells: z.int().min(1).optional().describe('how many at most; one, where neither cells nor values is given'),
  values: z
    .int()
    .min(1)
    .optional()
    .describe('how many different values at most, in any number of cells unless cells is given too'),
})

/** What becomes of the texts of definitions in staging. */
export const definitionsShape = z.strictObject({
  comments: z
    .enum(['keep', 'drop'])
    .optional()
    .describe('drop: tables, columns, indexes and partitions of staging have no comments'),
  defaults: z
    .record(place, z.literal('drop'))
    .optional()
    .describe('columns, as `table.column`, that have no default in staging'),
})

export type AcceptedEntry = z.infer<typeof acceptedShape>
