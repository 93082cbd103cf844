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
      'changes: rows were compared with those of a kept generation, and only others were written. All rows of production and of staging are read by this run all the same',
    ),
  why: text.nullable().describe('Why it was a full one; null by changes'),
  base: text.nullable().describe('The run whose generation was brought forward; null for a full one'),
  nights: count.describe('Runs by changes in a row, with this one; 0 for a full one'),
  whole: z.array(z.strictObject({ table: text, why: text })).describe('Tables that were loaded whole all the same'),
  reused: z
    .strictObject({
      rows: count.describe('Rows of which production held the same as then'),
      oldest: text.describe('The run that masked the oldest of them'),
      searched: count.describe(
        'Of them those that were not searched again, since everything that is looked for was the same',
      ),
      oldestSearch: text.nullable().describe('The run that searched the oldest of these; null for none'),
    })
    .optional()
    .describe('Rows that stayed as an earlier run had masked and proven them; left out where there are none'),
  altered: z
    .array(text)
    .optional()
    .describe(
      'What the run whose generation was brought forward had left and sealed, and is not as it was: nothing of it was believed. Left out where there is none',
    ),
})

export const rowChangesShape = z.strictObject({
  written: count.describe('Rows that were missing or differed'),
  removed: count.describe('Rows that nothing in production was like'),
  testers: count
    .optional()
    .describe(
      'Of both, rows that somebody has written, added or deleted in staging: their part of the table is masked byte for byte as it was published then. Absent for none',
    ),
  unclear: count
    .optional()
    .describe(
      'Of both, rows in parts of the table in which production changed too, where somebody has written to the table since it was published, or may have: whose they are cannot be told. Absent for none',
    ),
})

type RowChanges = z.infer<typeof rowChangesShape>

/** Such as `12 written, 1 removed; 3 of these somebody had changed in staging`. */
export function describeChanges({ written, removed, testers = 0, unclear = 0 }: RowChanges): string {
  return [
    `${figure(written)} written, ${figure(removed)} removed`,
    ...(testers > 0 ? [`${figure(testers)} of these somebody had changed in staging`] : []),
    ...(unclear > 0 ? [`${figure(unclear)} of these either production or somebody in staging had changed`] : []),
  ].join('; ')
}

type Reused = NonNullable<z.infer<typeof refreshShape>['reused']>

/** In sentences; none for records that do not say. */
export function describeFilling({ refresh, tables }: Pick<AuditRecord, 'refresh' | 'tables'>): string[] {
  if (!refresh) return []
  if (refresh.kind === 'full') return [`everything was loaded, because ${refresh.why}`]
  const compared = tables.flatMap(({ table, rowsRead, changes }) => (changes ? [{ table, rowsRead, ...changes }] : []))
  const sum = (of: 'rowsRead' | 'written' | 'removed' | 'testers' | 'unclear') =>
    compared.reduce((total, table) => total + (table[of] ?? 0), 0)
  const [written, removed, testers, unclear] = [sum('written'), sum('removed'), sum('testers'), sum('unclear')]
  const changes = describeChanges({ written, removed, testers, unclear })
  const inTables = compared.filter(({ testers, unclear }) => (testers ?? 0) + (unclear ?? 0) > 0)
  const where = inTables.length > 0 ? ` (${inTables.map(({ table }) => table).join(', ')})` : ''
  return [
    `${figure(sum('rowsRead'))} rows were compared with what run ${refresh.base} left: ${changes}${where}`,
    ...(refresh.reused ? describeReused(refresh.reused) : []),
    ...(refresh.altered
      ? [
          `somebody altered what run ${refresh.base} had left to be reused (${refresh.altered.join(', ')}): nothing of it was believed, and it was done anew`,
        ]
      : []),
    ...wholeByReason(refresh.whole).map((why) => `loaded whole, because ${why}`),
  ]
}

function describeReused({ rows, oldest, searched, oldestSearch }: Reused): string[] {
  const masked = `${figure(rows)} of these rows are in production as they were, and stayed as they were masked since run ${oldest}`
  return oldestSearch === null
    ? [`${masked}; all of them were searched again`]
    : [`${masked}; ${figure(searched)} were searched for the same since run ${oldestSearch}, and only read again`]
}
