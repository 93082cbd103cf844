import { z } from 'zod'

const text = z.string()
const count = z.number().int().nonnegative()

/** What staging keeps of its own and what was set in it, as the record tells it. */
export const ownShape = z.strictObject({
  kept: z
    .array(
      z.strictObject({
        table: text,
        carried: count.describe('Rows that were taken over from what staging served'),
        same: count.describe('Rows that production has as they are'),
        replaced: count.describe('Rows of production that gave way'),
        left: count.describe("Rows of staging's own that gave way"),
        lost: z.array(text).describe('Columns that only staging had'),
      }),
    )
    .describe('An entry for each of staging.keep_rows'),
  settings: z
    .array(z.strictObject({ table: text, what: text, rows: count, deleted: count }))
    .describe(
      'An entry for each of staging.settings: what it does, by its columns; the rows that it met; those deleted',
    ),
})

/** What staging's migrations did to what was verified: nothing of it is proven. */
export const migrationShape = z.strictObject({
  startedAt: z.iso.datetime(),
  milliseconds: count,
  exitCode: z.number().int().nullable().describe('Null where it was ended for taking too long'),
  changes: z.array(text).describe('Of tables and columns, as `users.beta was added`'),
  tables: z
    .array(z.strictObject({ table: text, rowsBefore: count.nullable(), rowsAfter: count.nullable() }))
    .describe(
      'Tables whose definition or rows are others than those verified; null where there was or is no such table',
    ),
})
