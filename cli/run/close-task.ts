import { createKeyLookup } from '../../shared/adapters/mysql/subset-lookup.ts'
import type { Wire } from '../../shared/adapters/mysql/wire.ts'
import type { Schema } from '../../shared/schema/schema.ts'
import { closeSubset } from '../../shared/subset/close-subset.ts'
import { describeSubset } from '../../shared/subset/describe.ts'
import type { ThreadTask } from './thread-tasks.ts'

/** Closes a dataset over a connection that is in its snapshot. */
export async function closeTask(
  { request, maxRows, maxSeconds }: ThreadTask['close']['input'],
  schema: Schema,
  rows: Wire,
): Promise<ThreadTask['close']['output']> {
  const lookup = await createKeyLookup(rows, schema, maxSeconds)
  const subset = await closeSubset(request, schema, lookup, { maxRows, maxSeconds, now: () => performance.now() })
  return {
    lines: describeSubset(subset),
    tables: subset.tables.map(({ table, rows, keys }) => ({ table, rows, keys: keys.shared })),
  }
}
