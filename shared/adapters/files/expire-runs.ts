import type { ObjectStore } from '../stores/object-store.ts'

/** Runs whose plan, receipts and originals stay, so that `verify` and a rollback's proof still work. */
const keptRuns = 3

/** After a published run: chunks of any other run go, and all artifacts of all but the newest runs. Audit records stay. */
export async function expireRuns(objects: ObjectStore, published: string): Promise<void> {
  const paths = await objects.list('runs')
  const runs = [...new Set(paths.flatMap((path) => /^runs\/([^/]+)\//.exec(path)?.[1] ?? []))].sort()
  const newest = new Set([published, ...runs.slice(-keptRuns)])
  for (const run of runs) await objects.delete(newest.has(run) ? `runs/${run}/chunks` : `runs/${run}`)
}
