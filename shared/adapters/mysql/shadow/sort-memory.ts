import { DatabaseError } from '../../../errors.ts'
import type { Table } from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'

/** Below it an index is sorted in a few pieces anyway. */
const manyRows = 10_000_000
const mostBytes = 2 ** 30
/** Of staging's buffer pool: as many as 16 tables may be at their indexes at once. */
const poolShare = 64

/**
 * Gives this session more memory to sort the indexes of a large table with, where the server is MySQL 8.0.27 or later: it has 1 MB for all
 * threads together, and writes and merges a piece of it thousands of times. Other servers have nothing of the kind for a session.
 */
export async function widenSortMemory(wire: Wire, table: Table): Promise<void> {
  if (table.rowsEstimate < manyRows) return
  try {
    const [[has, pool] = []] = await wire.query('SELECT @@innodb_ddl_buffer_size, @@innodb_buffer_pool_size')
    const wanted = Math.min(mostBytes, Math.floor(Number(pool) / poolShare))
    if (wanted > Number(has)) await wire.execute(`SET SESSION innodb_ddl_buffer_size = ${wanted}`)
  } catch (error) {
    // An unknown variable, or one that this server lets nobody set: its own memory has to do.
    if (!(error instanceof DatabaseError) || !unsettable.includes(error.errno)) throw error
  }
}

const unsettable: readonly number[] = [1193, 1227, 1238]
