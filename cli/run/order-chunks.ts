import type { Plan } from '../../shared/policy/plan.ts'
import type { ChunkRef } from '../../shared/schema/chunk.ts'
import { isSecondaryKey, splitCreateTable } from '../../shared/schema/create-table.ts'

/**
 * Chunks in the order in which streams take them: the table whose indexes take longest comes first, whole. One ALTER builds a
 * table's indexes in one thread of the server, so the longest has to run beside the loads of the others, not after them all.
 */
export function orderChunks({ chunks, tables, schema }: Pick<Plan, 'chunks' | 'tables' | 'schema'>): ChunkRef[] {
  const costs = new Map(
    tables.map(({ table, rowsEstimate, bytesEstimate }) => {
      const createSql = schema.tables.find(({ name }) => name === table)?.createSql ?? ''
      const indexes = splitCreateTable(createSql).definitions.filter(isSecondaryKey).length
      return [table, { index: rowsEstimate * indexes, bytes: bytesEstimate }] as const
    }),
  )
  const costOf = ({ table }: ChunkRef) => costs.get(table) ?? { index: 0, bytes: 0 }
  // Two tables of the same cost must not take turns.
  return chunks.toSorted(
    (a, b) =>
      costOf(b).index - costOf(a).index ||
      costOf(b).bytes - costOf(a).bytes ||
      (a.table < b.table ? -1 : a.table > b.table ? 1 : a.n - b.n),
  )
}
