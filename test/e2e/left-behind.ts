import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { runSql } from '../setup/servers.ts'
import type { ShopRun } from './shop.ts'

/** In the order in which they were written. */
export function recordsOf({ folder }: ShopRun): AuditRecord[] {
  const audit = join(folder, 'artifacts', 'audit')
  return readdirSync(audit, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json') && !path.endsWith('latest.json'))
    .map((path): AuditRecord => JSON.parse(readFileSync(join(audit, path), 'utf8')))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
}

/** The run that staging serves, '' where there is none. */
export async function served({ staging }: ShopRun): Promise<string> {
  const [[runId] = []] = await runSql(staging.url, 'SELECT run_id FROM nightmask_marker')
  return runId ?? ''
}

export function auditFlags({ folder }: ShopRun): string[] {
  return ['--artifacts', join(folder, 'artifacts')]
}

/** A text in one line. */
export function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
