import { once } from '../shared/adapters/remembered.ts'
import { S3Store } from '../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { parseS3Url } from '../shared/adapters/s3/s3-url.ts'
import { runPaths } from '../shared/adapters/stores/artifact-paths.ts'
import { listJson, putJson } from '../shared/adapters/stores/json-objects.ts'
import { RunFailedError } from '../shared/errors.ts'
import type { Scanner } from '../shared/ports.ts'
import { artifactName } from '../shared/schema/names.ts'
import type { ScanReport } from '../shared/verification/scan.ts'
import { bucketUrl } from './environment.ts'

/** Reports of the check of all rows, one object for each part or pack: too many for the state of a workflow. */
export interface ScanReports {
  write(runId: string, reports: readonly ScanReport[]): Promise<void>
}

export function scanReports(): ScanReports {
  const objects = artifacts()
  return {
    async write(runId, reports) {
      const together = Map.groupBy(reports, (report) => report.chunk.pack ?? report)
      for (const some of together.values()) await putJson(objects, pathOf(runId, some[0]!), some)
    },
  }
}

/** The check as the map before verify has made it. Throws when a part was not checked: it is never taken for passed. */
export function reportedScans(runId: string): Scanner {
  const stored = once(async () => (await listJson<ScanReport[]>(artifacts(), folderOf(runId))).flat())
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

function artifacts(): S3Store {
  return new S3Store(createS3Client(), parseS3Url(bucketUrl('ARTIFACTS_BUCKET')))
}

function folderOf(runId: string): string {
  return `${runPaths.run(runId)}/scans`
}

// A chunk has two parts when rows were seeded beyond it; they begin at different keys.
function pathOf(runId: string, { chunk }: ScanReport): string {
  if (chunk.pack !== undefined) return `${folderOf(runId)}/packs/${chunk.pack}.json`
  return `${folderOf(runId)}/${artifactName(chunk.table)}/${chunk.n}-${artifactName(JSON.stringify(chunk))}.json`
}
