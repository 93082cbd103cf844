import { access, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { page } from '../../shared/audit/page/page.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'

/** The page of a record as a file here: the one beside it, or, when that is elsewhere or missing, a new one from the record. */
export async function localPage(record: AuditRecord, recordPath: string): Promise<string> {
  const beside = recordPath.replace(/\.json$/, '.html')
  if (!/^\w\w+:/.test(beside) && (await exists(beside))) return beside
  const made = join(await mkdtemp(join(tmpdir(), 'nightmask-audit-')), `${record.runId}.html`)
  await writeFile(made, page(record), { mode: 0o600 })
  return made
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
