import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runsIn } from '../oracle/artifacts.ts'
import { trySql } from './sql.ts'

/** The schema of the oldest generation, when there is one more than rollback needs; null when there is none. */
export async function spareOf(url: string, stagingName: string): Promise<string | null> {
  const rows = await trySql(
    url,
    `SELECT table_schema FROM information_schema.tables WHERE table_name = 'nightmask_marker' AND table_schema LIKE '${stagingName.replaceAll('_', '\\_')}\\_nm\\_p\\_%' ORDER BY 1`,
  )
  return rows.length > 1 ? (rows[0]![0] ?? null) : null
}

/** Which kind of night the latest run was planned as, and why it was a full one. */
export function plannedRefresh(artifacts: string): string {
  try {
    const newest = runsIn(artifacts).sort().at(-1) ?? ''
    const { refresh } = JSON.parse(readFileSync(join(artifacts, 'runs', newest, 'plan.json'), 'utf8'))
    return refresh.kind === 'changes' ? 'by changes' : `in full: ${refresh.why}`
  } catch {
    return 'without a plan'
  }
}
