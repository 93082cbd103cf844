import { z } from 'zod'
import { wholeByReason } from '../policy/refresh.ts'

import { count as figure } from './figures.ts'
import type { AuditRecord } from './record.ts'

// What a record says of how the night filled staging.

const text = z.string()
const count = z.number().int().nonnegative()

export const refreshShape = z.strictObject({
  kind: z
    .enum(['full', 'changes'])
    .describe(
      'changes: rows were compared with those of a kept generation, and only others were written; every proof is of this run all the same',
    ),
  why: text.nullable().describe('Why it was a full one; null by changes'),
  base: text.nullable().describe('The run whose generation was brought forward; null for a full one'),
  nights: count.describe('Runs by changes in a row, with this one; 0 for a full one'),
  whole: z.array(z.strictObject({ table: text, why: text })).describe('Tables that were loaded whole all the same'),
})

export const rowChangesShape = z.strictObject({
  written: count.describe('Rows that were missing or differed'),
  removed: count.describe('Rows that nothing in production was like'),
})

/** In sentences; none for records that do not say. */
export function describeFilling({ refresh, tables }: Pick<AuditRecord, 'refresh' | 'tables'>): string[] {
  if (!refresh) return []
  if (refresh.kind === 'full') return [`everything was loaded, because ${refresh.why}`]
  const compared = tables.flatMap(({ rowsRead, changes }) => (changes ? [{ rowsRead, ...changes }] : []))
  const sum = (of: 'rowsRead' | 'written' | 'removed') =>
    figure(compared.reduce((total, table) => total + table[of], 0))
  return [
    `${sum('rowsRead')} rows were compared with what run ${refresh.base} left: ${sum('written')} written, ${sum('removed')} removed`,
    ...wholeByReason(refresh.whole).map((why) => `loaded whole, because ${why}`),
  ]
}
