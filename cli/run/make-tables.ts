import type { RestorePart } from '../../shared/steps/restore.ts'
import { poolOf, type Run } from './open-run.ts'

/** Makes the shadow schema and its tables, over the staging connections of all threads: a server waits for its disk at each of them. */
export async function makeTables(run: Run): Promise<void> {
  const pool = poolOf(run)
  const make = (only: NonNullable<Extract<RestorePart, { kind: 'prepare' }>['only']>) =>
    pool.write('restore', { runId: run.runId, part: { kind: 'prepare', only } })
  await make('schema')
  const of = pool.threads.length
  await Promise.all(Array.from({ length: of }, (_, share) => make({ share, of })))
  await make('programs')
}
