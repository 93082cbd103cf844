import { z } from 'zod'

const text = z.string()

/** A synthetic row that was seeded on purpose, as testers look it up. */
export const edgeCaseShape = z.strictObject({
  name: text,
  description: text,
  table: text,
  key: z.record(z.string(), text).describe('Primary-key columns and values of the seeded row'),
})
