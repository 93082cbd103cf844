import { z } from 'zod'

const count = z.number().int().nonnegative()

/** What a text is kept without: counts of each kind, never a value. */
export const partCountsShape = z
  .strictObject({
    person: count.optional().describe('People of this database, by names, numbers and addresses of masked columns'),
    stranger: count.optional().describe('Whoever else is called as people are, as rules and lists of names tell'),
    email: count.optional(),
    phone: count.optional(),
    card: count.optional(),
    iban: count.optional(),
    link: count.optional().describe('Links that hold a token'),
    network_address: count.optional(),
    secret: count.optional().describe('By what a structure calls them'),
  })
  .describe('Of texts that are kept but for what is in them: how often each kind was replaced; absent for none')

export type PartCounts = z.infer<typeof partCountsShape>
