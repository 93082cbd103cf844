import { openConsistentSnapshot } from '../../shared/adapters/mysql/reading/snapshot-open.ts'
import type { SnapshotInfo } from '../../shared/audit/record.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import type { Connections } from './connections.ts'
import { SourceHold } from './source-hold.ts'
import type { ThreadPool } from './thread-pool.ts'
import type { Tasked } from './thread-tasks.ts'

/**
 * Begins one snapshot over the source connections of all threads and says how the one moment was reached. From here on production is
 * watched, until the hold is released.
 */
export async function openSnapshot(
  plan: Plan,
  pool: ThreadPool,
  { monitor, control }: Pick<Connections, 'monitor' | 'control'>,
): Promise<{ snapshot: SnapshotInfo; hold: SourceHold }> {
  const participants = pool.threads.map((thread) => ({
    reach: () => thread.run('reach', null),
    begin: async () => void (await thread.run('begin', null)),
    end: async () => void (await thread.run('end', null)),
  }))
  const { database } = plan.source
  const copied = new Set(plan.tables.map(({ table }) => table))
  const tables = plan.schema.tables.filter(({ name }) => copied.has(name))
  const snapshot = await openConsistentSnapshot({ monitor, control, participants, tables, database })
  pool.readWith(snapshot.connections)
  const readers = new Map<Tasked, string>()
  for (const thread of pool.threads.slice(0, snapshot.connections)) {
    const { connectionId, letsGo } = await thread.run('reach', null)
    readers.set(thread, connectionId)
    pool.held.keeps = !letsGo
  }
  return { snapshot, hold: new SourceHold(pool, monitor, database, readers) }
}
