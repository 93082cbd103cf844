import { z } from 'zod'

const count = z.number().int().nonnegative()
const share = z.number().min(0).max(1)

const sideShape = z.strictObject({
  nulls: share.describe('NULL among all cells of the column'),
  lengths: z
    .strictObject({ shortest: count, mean: z.number().nonnegative(), longest: count })
    .nullable()
    .describe('Bytes of a value as it is written as text; null where there is none'),
  top: z
    .array(share)
    .describe('How large a part of the cells each of the five most frequent values has, largest first; never which'),
  topMissed: share.describe('By how much each of them may be too low; 0 where they are exact'),
})

/** What testers still have of a masked column: the cells that its rule replaced, as they were and as they are. */
export const utilityShape = z.strictObject({ before: sideShape, after: sideShape })

export const methodShape = z.strictObject({
  figure: z.string(),
  method: z.string(),
  cannotSay: z.string(),
})

/** How each figure of a record is made, beside the figures themselves. */
export const methods: readonly Method[] = [
  {
    figure: 'distinctBefore, distinctAfter',
    method:
      'HyperLogLog over digests of all masked cells, made while they are masked; standard error 1.6 %, nearly exact below 10,000.',
    cannotSay:
      'Which values they are. Values that differ in case or signs alone may count as one before, as they do in the search for real values.',
  },
  {
    figure: 'utility: nulls',
    method: 'Exact: every cell was counted while it was masked.',
    cannotSay: 'Whether the same rows are NULL as before; they are, unless the rule is null or clears within values.',
  },
  {
    figure: 'utility: lengths',
    method: 'Exact: bytes of every masked cell, as it was read and as it was written to be loaded.',
    cannotSay:
      'Lengths in between, such as the median; those of cells that a rule by row keeps; those of rows that were seeded.',
  },
  {
    figure: 'utility: top',
    method:
      'Counts over digests of all masked cells: exact up to 768 different values in a chunk, beyond that at most topMissed too low.',
    cannotSay:
      'Which values they are, and whether the most frequent one before is the most frequent one after. Values that differ in case or signs alone may count as one before.',
  },
  {
    figure: 'measured: groups',
    method:
      'Exact, counted by the server in the shadow schema: people grouped by all columns of the set; of several rows of a person the smallest group counts.',
    cannotSay: 'Which columns somebody knows: who knows fewer finds fewer. Seeded rows are counted as people.',
  },
  {
    figure: 'measured: frequencies',
    method:
      'Exact, counted by the server in the shadow schema: values that come as often as no other value of the column does.',
    cannotSay:
      'What can be guessed by who knows only about how often values come; anything of columns beyond the first six, or left out for their size.',
  },
]

export type Utility = z.infer<typeof utilityShape>
export type UtilitySide = z.infer<typeof sideShape>
export type Method = z.infer<typeof methodShape>
