import { z } from 'zod'

/** A secret that somebody has made, by name or ARN. Without one the stack makes it, under a name that AWS chooses. */
export const existingSecret = z
  .strictObject({ secret: z.string().min(1), existing: z.boolean().default(false) })
  .refine(({ existing }) => existing, {
    error: 'has to say existing: true of a secret that is there; leave the whole entry out, and the stack makes one',
  })
