import { z } from 'zod'

/** What is seeded after every refresh. */
export const seedShape = z.strictObject({
  value: z.int().min(0).default(42),
  edge_cases: z.array(z.enum(['shop', 'schema'])).default([]),
})

export type SeedConfig = z.infer<typeof seedShape>
