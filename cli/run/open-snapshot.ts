import { openConsistentSnapshot } from '../../shared/adapters/mysql/snapshot-open.ts'
import type { Wire } from '../../shared/adapters/mysql/wire.ts'
import type { SnapshotInfo } from '../../shared/audit/record.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import type { ThreadPool } from './thread-pool.ts'

/** Begins one snapshot over the source connections of all threads and says how the one moment was reached. */
export function openSnapshot(plan: Plan, pool: ThreadPool, monitor: Wire): Promise<SnapshotInfo> {
  const participants = pool.threads.map((thread) => ({
    begin: async () => void (await thread.run('begin', null)),
    abandon: async () => void (await thread.run('abandon', null)),
  }))
  return openConsistentSnapshot({
    monitor,
    participants,
    tables: plan.tables.map(({ table }) => table),
    database: plan.source.database,
  })
}
