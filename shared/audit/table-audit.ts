import { z } from 'zod'
import { partCountsShape } from './part-counts.ts'
import { rowChangesShape } from './refresh.ts'
import { utilityShape } from './utility.ts'

// What a record says of each table and column: the largest part of its shape.

const text = z.string()
const count = z.number().int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const cells = count.nullable().describe('Null for kept columns')
const distinct = count.nullable().describe('Distinct values, estimated with a standard error of 1.6 %')

export const columnAuditShape = z.strictObject({
  column: text,
  rule: text.describe('As policy.yaml says it, without what the policy sets as a value'),
  domain: text.describe('Equal values of one domain have equal pseudonyms; empty when nothing is drawn'),
  inheritedFrom: text.nullable().describe('The referenced key whose rule a foreign-key column takes'),
  reason: text.nullable().describe('Why a column that looks personal is kept'),
  masked: cells,
  nullsKept: cells,
  kept: count.optional().describe('Cells that a masking rule left as they are, as its branches say; absent for none'),
  redrawn: cells,
  coincided: count
    .optional()
    .describe(
      'Fakes that are, or hold, a real value of somebody else, as all others that were tried did; absent for none',
    ),
  distinctBefore: distinct,
  distinctAfter: distinct,
  distinctExact: z
    .literal(true)
    .optional()
    .describe(
      'A unique key on this column alone counts for us, in the source and in staging; absent where the counts are estimates',
    ),
  utility: utilityShape.optional().describe('Absent in older records, and where nothing was masked'),
  by: text.optional().describe('Of rules by row: the column that decides which rule is meant'),
  branches: z
    .array(z.strictObject({ match: text.nullable(), rule: text, rows: count, masked: count }))
    .optional()
    .describe(
      'Of rules by row: what the deciding column holds (null for every other row), the rule that is meant then, the rows that met it and the cells that it masked',
    ),
  paths: z
    .array(z.strictObject({ path: text, rule: text, values: count, masked: count }))
    .optional()
    .describe(
      'Of rules inside values: where in the value, the rule for it, the values in which something was there and the leaves that it masked; `otherwise` is everything else',
    ),
  parts: partCountsShape.optional(),
  broken: count
    .optional()
    .describe(
      'Of rules inside values: values that were none of the format and were replaced as a whole; absent for none',
    ),
})

export const tableAuditShape = z.strictObject({
  table: text,
  rows: z.enum(['copied', 'skipped']),
  rowsRead: count,
  rowsCounted: count.describe('COUNT(*) in the same snapshot'),
  rowsMasked: count.describe('Rows of which cells were replaced; with rowsKept it adds up to rowsRead'),
  rowsKept: count.describe('Rows of tables in which every column is kept'),
  rowsLoaded: count.describe('Rows that are there by it: loaded, or by changes found as they have to be'),
  changes: rowChangesShape
    .optional()
    .describe('Of a table that was compared with a kept generation; absent for one that was loaded whole'),
  rowsSeeded: count,
  refersTo: z.array(text).optional().describe('Tables that its foreign keys name; absent in older records'),
  columns: z.array(columnAuditShape),
  chunks: z
    .array(z.strictObject({ n: count, rows: count, bytes: count, sha256 }))
    .describe('Digests of the masked chunks, as they were loaded'),
})
