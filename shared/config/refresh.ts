import { z } from 'zod'

/** How a night fills staging. */
export const refreshShape = z.strictObject({
  /** Whether a generation that is kept beside those of staging and rollback is brought forward, rather than a new one loaded. */
  changes: z.enum(['auto', 'never']).default('auto'),
  /** At least one night of so many is a full one all the same. */
  full_every: z.int().min(1).max(366).default(30),
})
