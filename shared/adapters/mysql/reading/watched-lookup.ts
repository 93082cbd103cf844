import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import type { KeyLookup } from '../../../subset/key-lookup.ts'
import { HeldTables } from '../shadow/held-tables.ts'
import { openWire } from '../wire/connect.ts'
import type { SnapshotConnection } from './snapshot-connection.ts'
import { watchForStalls } from './stall-watch.ts'

export interface LookupPlace {
  readonly url: string
  readonly database: string
  /** Of the connection that the lookups go over. */
  readonly snapshot: SnapshotConnection
}

/**
 * What `work` finds by the lookups, unless production had to wait for them; `tables` are those whose definition the snapshot holds from here
 * on. Throws the RunFailedError of the watch.
 */
export async function whileLookingUp<Result>(
  { url, database, snapshot }: LookupPlace,
  lookup: KeyLookup,
  work: (lookup: KeyLookup) => Promise<Result>,
): Promise<{ result: Result; tables: readonly string[] }> {
  const { connectionId, letsGo } = await snapshot.reach()
  const held = new HeldTables<string>()
  held.keeps = !letsGo
  const wire = await openWire(url, 'source')
  const tables = () => held.now(() => false)
  const watch = watchForStalls({
    ...{ wire, database, connectionIds: [connectionId] },
    held: (waiting) => held.now((reader) => waiting.has(reader)),
  })
  async function* read(table: string, batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
    held.begin(connectionId, { tables: [table] })
    yield* batches
    await snapshot.letGo()
    held.end(connectionId)
  }
  try {
    const watched: KeyLookup = {
      ...lookup,
      find: (request) => read(request.table, lookup.find(request)),
      scan: (request) => read(request.table, lookup.scan(request)),
    }
    const result = await Promise.race([work(watched), watch.stalled])
    await snapshot.letGo()
    return { result, tables: tables() }
  } finally {
    watch.stop()
    wire.close()
  }
}
