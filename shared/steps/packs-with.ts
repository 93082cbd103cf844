import type { Plan, TablePlan } from '../policy/plan.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { type Pack, packsOf } from '../schema/packs.ts'

/** By its table, its bounds and its pack. */
export function idOf({ table, n, columns, from, to, pack }: ChunkRef): string {
  return JSON.stringify([table, n, columns, from, to, pack ?? null])
}

/** Whether the leak check looks for what a table holds in the source. */
export function leavesOriginals({ columns }: Pick<TablePlan, 'columns'>): boolean {
  return columns.some(({ rule, branches }) => branches !== undefined || rule.mask !== 'keep')
}

/** The chunks of such tables in their packs, by what tells them from others. */
export function packsWith({ tables, chunks }: Plan, leaves: (table: TablePlan) => boolean): Map<string, Pack> {
  const names = new Set(tables.filter(leaves).map(({ table }) => table))
  const packs = packsOf(chunks.filter(({ table }) => names.has(table)))
  return new Map(packs.map((pack) => [JSON.stringify(pack.map(idOf)), pack]))
}
