import { createKeyLookup } from '../../shared/adapters/mysql/reading/subset-lookup.ts'
import { type LookupPlace, whileLookingUp } from '../../shared/adapters/mysql/reading/watched-lookup.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import type { Schema } from '../../shared/schema/schema.ts'
import { closeSubset } from '../../shared/subset/close-subset.ts'
import { describeSubset } from '../../shared/subset/describe.ts'
import type { ThreadTask } from './thread-tasks.ts'

/** Closes a dataset over a connection that is in its snapshot, unless production has to wait for it. */
export async function closeTask(
  { request, maxRows, maxSeconds }: ThreadTask['close']['input'],
  schema: Schema,
  rows: Wire,
  place: Omit<LookupPlace, 'database'>,
): Promise<ThreadTask['close']['output']> {
  const limits = { maxRows, maxSeconds, now: () => performance.now() }
  const { result: subset, tables: held } = await whileLookingUp(
    { ...place, database: schema.database },
    await createKeyLookup(rows, schema, maxSeconds),
    (lookup) => closeSubset(request, schema, lookup, limits),
  )
  return {
    held,
    lines: describeSubset(subset),
    tables: subset.tables.map(({ table, rows, keys }) => ({ table, rows, keys: keys.shared })),
  }
}
