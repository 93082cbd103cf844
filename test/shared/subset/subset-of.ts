import { introspect } from '../../../shared/adapters/mysql/catalog/introspect.ts'
import { beginSnapshotSql } from '../../../shared/adapters/mysql/reading/snapshot-connection.ts'
import { createKeyLookup } from '../../../shared/adapters/mysql/reading/subset-lookup.ts'
import { openWire } from '../../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../../shared/adapters/mysql/wire/wire.ts'
import type { Schema } from '../../../shared/schema/schema.ts'
import { closeSubset } from '../../../shared/subset/close-subset.ts'
import type { DatasetRequest, SubsetLimits } from '../../../shared/subset/request.ts'
import { cellsOfKey } from '../../../shared/subset/row-cuts.ts'
import type { Subset } from '../../../shared/subset/subset.ts'
import type { TestDatabase } from '../../setup/servers.ts'

export const wide: SubsetLimits = { maxRows: 100_000, maxSeconds: 60, now: () => performance.now() }

/** All rows of a table and what they need, unless `some` says more. */
export function request(from: string, some: Partial<DatasetRequest> = {}): DatasetRequest {
  const none = {
    where: null,
    limit: null,
    percent: null,
    sample: 'hash',
    sampleSeed: 1,
    allowEmpty: true,
    children: 'none',
  } as const
  return { from, ...none, depth: 3, references: [], skippedTables: [], ...some }
}

/** Works in a snapshot of the database over a connection of its own. */
export async function inSnapshot<Result>(
  database: TestDatabase,
  work: (wire: Wire, schema: Schema) => Promise<Result>,
): Promise<Result> {
  const plain = await openWire(database.url, 'plain')
  const schema = await introspect(plain, database.name)
  plain.close()
  const wire = await openWire(database.url, 'source')
  try {
    await wire.execute(beginSnapshotSql)
    return await work(wire, schema)
  } finally {
    wire.close()
  }
}

export function subsetOf(database: TestDatabase, wanted: DatasetRequest, limits = wide): Promise<Subset> {
  return inSnapshot(database, async (wire, schema) => {
    const lookup = await createKeyLookup(wire, schema, limits.maxSeconds)
    return closeSubset(wanted, schema, lookup, limits)
  })
}

/** Keys of each table as text, cells joined by a bar. */
export function keysOf(subset: Subset): Record<string, string[]> {
  return Object.fromEntries(
    subset.tables.map(({ table, keys }) => [
      table,
      Array.from({ length: keys.size }, (_, at) =>
        cellsOfKey(keys.at(at))
          .map((cell) => (cell ? Buffer.from(cell).toString('latin1') : 'NULL'))
          .join('|'),
      ),
    ]),
  )
}
