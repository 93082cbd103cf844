import { runPaths } from './artifact-paths.ts'
import type { ObjectStore } from './object-store.ts'

/**
 * Deletes the artifacts of every run but the one that is live now and the one published before it: `verify` needs theirs,
 * the latter's after a rollback. Audit records stay.
 */
export async function expireRuns(objects: ObjectStore, liveRunId: string): Promise<void> {
  const paths = await objects.list('runs')
  const before = paths
    .filter((path) => path.endsWith('/notes/publication.json'))
    .map(runIdOf)
    .filter((runId) => runId !== liveRunId)
    .sort()
    .at(-1)
  // The lock lies beside the runs and belongs to none.
  const runIds = new Set(paths.filter((path) => path.split('/').length > 2).map(runIdOf))
  for (const runId of runIds) if (runId !== liveRunId && runId !== before) await objects.delete(runPaths.run(runId))
}

function runIdOf(path: string): string {
  return path.split('/')[1] ?? ''
}
