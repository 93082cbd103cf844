import { z } from 'zod'

const text = z.string().min(1)
const place = z.string().regex(/\S/, 'has to name a place')

/** One accepted coincidence: real values of one column that stand in one other place, and say nothing there. */
export const acceptedShape = z.strictObject({
  in: place,
  of: place,
  reason: text,
  cells: z.int().min(1).optional(),
  values: z.int().min(1).optional(),
})

/** What becomes of the texts of definitions in staging. */
export const definitionsShape = z.strictObject({
  comments: z.enum(['keep', 'drop']).optional(),
  defaults: z.record(place, z.literal('drop')).optional(),
})

export type AcceptedEntry = z.infer<typeof acceptedShape>
