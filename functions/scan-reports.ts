import { once } from '../shared/adapters/remembered.ts'
import { RunFailedError } from '../shared/errors.ts'
import type { Scanner, ScanStore } from '../shared/ports.ts'

/** The check as the map before verify has made it. Throws when a part was not checked: it is never taken for passed. */
export function reportedScans(runId: string, scans: ScanStore): Scanner {
  const stored = once(() => scans.list(runId))
  return {
    async scan(_, parts) {
      const reports = new Map((await stored()).map((report) => [JSON.stringify(report.chunk), report]))
      return parts.map(({ chunk }) => {
        const report = reports.get(JSON.stringify(chunk))
        if (report) return report
        throw new RunFailedError(`${chunk.table}, chunk ${chunk.n}: its rows were not checked for originals.`)
      })
    },
    async countOrphans(_, keys) {
      const byTable = Map.groupBy(await stored(), ({ chunk }) => chunk.table)
      return keys.map(({ table, key }) => {
        const counts = (byTable.get(table) ?? []).map(({ orphans }) => orphans?.[key.name])
        if (counts.length === 0 || counts.some((count) => count === undefined))
          throw new RunFailedError(`${table}.${key.name}: its orphans were not counted.`)
        return counts.reduce<number>((sum, count) => sum + count!, 0)
      })
    },
  }
}
