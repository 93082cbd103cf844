import type { Plan } from '../policy/plan.ts'
import { planByName } from '../policy/plan-by-name.ts'
import { touchedTables } from '../policy/staging-own.ts'
import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { ForeignKey, Table } from '../schema/schema.ts'
import { isComparable } from './scan-parts.ts'

/** Foreign keys of a table whose orphans the source has to count, within the snapshot: staging alone would not prove them. */
function orphansToCount(plan: Plan, table: string): readonly ForeignKey[] {
  return innerKeysOf(plan, table).filter((key) => !areOrphansProven(plan, table, key))
}

/** Those of a chunk by foreign key; null where staging itself proves that its orphans are the source's own. */
export async function countSourceOrphans(
  plan: Plan,
  table: Table,
  chunk: ChunkRef,
  { source }: Pick<Ports, 'source'>,
): Promise<Record<string, number> | null> {
  const keys = orphansToCount(plan, table.name)
  return keys.length > 0 ? orphansByKey(keys, (key) => source.countOrphans(table, key, chunk)) : null
}

/** Orphans by the name of each key, as `count` finds them. */
export async function orphansByKey(
  keys: readonly ForeignKey[],
  count: (key: ForeignKey) => Promise<number>,
): Promise<Record<string, number>> {
  const orphans: [string, number][] = []
  for (const key of keys) orphans.push([key.name, await count(key)])
  // Not by assignment: a key may be called __proto__.
  return Object.fromEntries(orphans)
}

/** Foreign keys of a table to tables of the same database. */
export function innerKeysOf(plan: Plan, table: string): readonly ForeignKey[] {
  return foreignKeysOf(plan, table).filter(({ referencedDatabase }) => referencedDatabase === null)
}

/**
 * Whether an orphan in staging is one in the source, too, without asking: keys are kept on both sides, and both tables are
 * compared row by row with what was read.
 */
export function areOrphansProven(plan: Plan, table: string, key: ForeignKey): boolean {
  const { edgeCases, cases = [] } = plan.seed
  const maySeed = edgeCases.length + cases.length > 0
  const isProven = (name: string, columns: readonly string[]) =>
    columns.every((column) => isKept(plan, name, column)) && isComparable(plan, name, maySeed)
  const touched = touchedTables(plan.own)
  if (touched.has(table) || touched.has(key.referencedTable)) return false
  return plan.dataset === null && isProven(table, key.columns) && isProven(key.referencedTable, key.referencedColumns)
}

export function foreignKeysOf(plan: Plan, table: string): readonly ForeignKey[] {
  return planByName(plan).tables.get(table)?.foreignKeys ?? []
}

function isKept(plan: Plan, table: string, column: string): boolean {
  const columns = planByName(plan).plans.get(table)?.columns
  return columns?.find((entry) => entry.column === column)?.rule.mask === 'keep'
}
