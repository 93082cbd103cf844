import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, RunFailedError } from '../../../errors.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import type { Source } from '../../../ports.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Schema, Table } from '../../../schema/schema.ts'
import { probeCollation } from '../catalog/collation-fold.ts'
import { readIdentity } from '../catalog/identity.ts'
import { introspect, serverFlavour } from '../catalog/introspect.ts'
import { assertPrivileges } from '../privileges/missing.ts'
import { neededToRead } from '../privileges/needed.ts'
import type { Wire } from '../wire/wire.ts'
import { countChunks } from './count-rows.ts'
import { selectSql, whereChunk } from './expressions.ts'
import { countOrphans } from './integrity.ts'
import { keyWalk } from './key-walk.ts'
import type { SnapshotConnection } from './snapshot-connection.ts'
import { readWrites } from './source-writes.ts'
import { countByKeys, countOrphansByKeys, type KeyLists, readByKeys } from './subset-read.ts'

/**
 * The source over two connections: `control` for questions, `rows` for reading within its snapshot. `keysNow` gives the keys
 * of a dataset, once they are known: its chunks name their rows by them.
 */
export function createSource(
  control: Wire,
  rows: Wire,
  database: string,
  address: string,
  keysNow: () => KeyLists | null = () => null,
  snapshot: Pick<SnapshotConnection, 'letGo'> = { letGo: async () => undefined },
): Source {
  let seesAll = false
  const counted = (table: Table, work: Promise<number>) => work.catch((error) => explainChange(table, error))
  const read: Source['read'] = (table, columns, chunk) =>
    explained(
      table,
      chunk.byKeys
        ? readByKeys(rows, database, table, columns, chunk, keysNow())
        : rows.stream(selectSql(database, table, columns, chunk)),
    )
  return {
    identity: () => readIdentity(control, database, address),
    introspect: async () => {
      // Of what its user may not see, a server tells nothing.
      if (!seesAll)
        await assertPrivileges(control, neededToRead(await serverFlavour(control), database), `source ${address}`)
      seesAll = true
      return introspectPatiently(control, database, address)
    },
    ...keyWalk(control, database),
    read,
    readEach(reads) {
      if (reads.some(({ chunk }) => chunk.byKeys))
        return reads.map(({ table, columns, chunk }) => read(table, columns, chunk))
      const questions = reads.map(({ table, columns, chunk }) => selectSql(database, table, columns, chunk))
      return rows.streamEach(questions).map((batches, at) => explained(reads[at]!.table, batches))
    },
    async counts(chunks) {
      if (!chunks.some(({ chunk }) => chunk.byKeys))
        return countChunks(rows, database, chunks, ({ table }, error) => explainChange(table, error))
      const counts: number[] = []
      for (const { table } of chunks) counts.push(await counted(table, countByKeys(rows, database, table, keysNow())))
      return counts
    },
    countOrphans: (table, key, chunk) =>
      counted(
        table,
        chunk.byKeys
          ? countOrphansByKeys(rows, database, table, key, keysNow())
          : countOrphans(rows, database, table.name, key, whereChunk(chunk)),
      ),
    letGo: () => snapshot.letGo(),
    writes: () => readWrites(control, database),
    collationFold: (collation) => probeCollation(control, collation),
  }
}

const introspections = 5
const introspectionSeconds = 2

// Somebody's RENAME or ALTER may have a table for a moment, or for as long as it waits for another.
async function introspectPatiently(control: Wire, database: string, address: string): Promise<Schema> {
  const [[usual] = []] = await control.query('SELECT @@session.lock_wait_timeout')
  await control.execute(`SET SESSION lock_wait_timeout = ${introspectionSeconds}`)
  // MySQL remembers how many rows a table had for a day, and MariaDB does not know the setting.
  await control.execute('SET SESSION information_schema_stats_expiry = 0').catch(() => undefined)
  try {
    return await introspectAgain(control, database, address)
  } finally {
    await control.execute(`SET SESSION lock_wait_timeout = ${usual}`).catch(() => undefined)
  }
}

async function introspectAgain(control: Wire, database: string, address: string): Promise<Schema> {
  for (let left = introspections; ; left--) {
    try {
      return await introspect(control, database)
    } catch (error) {
      if (!(error instanceof DatabaseError) || !movedOn.has(error.errno)) throw error
      if (left === 1)
        throw new RunFailedError(
          `source ${address}/${database}: the schema could not be read at ${introspections} tries, because an ALTER, RENAME or DROP has one of its tables, or because its user may not see the columns of one; run again when that has ended.`,
        )
    }
    await pause(1000)
  }
}

const lockWaitTimeout = 1205
// Not to be had in time, or gone since it was listed.
const movedOn: ReadonlySet<number> = new Set([lockWaitTimeout, 1146])

async function* explained(table: Table, batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
  try {
    yield* batches
  } catch (error) {
    explainChange(table, error)
  }
}

// Unknown column, no such table, definition changed since the snapshot.
const changed: ReadonlySet<number> = new Set([1054, 1146, 1412])

function explainChange({ name }: Table, error: unknown): never {
  if (error instanceof DatabaseError && error.errno === lockWaitTimeout)
    throw new RunFailedError(
      `${name}: another session kept the source's table locked (LOCK TABLES, or an ALTER at work). Run again when it has ended.`,
    )
  if (error instanceof DatabaseError && changed.has(error.errno))
    throw new RunFailedError(
      `${name}: the source's table was altered or dropped while the run read it (error ${error.errno}). Nothing was published; run again.`,
    )
  throw error
}

/** Smallest and largest key as text; null when the table is empty. */
export async function readKeyRange(wire: Wire, database: string, table: string, column: string) {
  const name = quoteName(column)
  const [[min, max] = []] = await wire.query(
    `SELECT MIN(${name}), MAX(${name}) FROM ${quoteName(database)}.${quoteName(table)}`,
  )
  return min && max ? { min, max } : null
}
