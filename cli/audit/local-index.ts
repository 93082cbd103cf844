import { access, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { RunFacts } from '../../shared/audit/index/facts.ts'
import { indexPage } from '../../shared/audit/index/index-page.ts'
import { page } from '../../shared/audit/page/page.ts'
import { canonicalJson, digestOf } from '../../shared/audit/proof/canonical-json.ts'
import type { AuditPlace } from './audit-artifacts.ts'

/** Of records elsewhere, so many are brought here with their pages. */
const broughtRecords = 40

/** The index of all records as a file here, made now: beside them where that is a folder to be written in, else a copy with the newest. */
export async function localIndex({ records, place }: AuditPlace, now: Date): Promise<string> {
  const index = await records.index()
  const beside = join(place, 'audit')
  const made = indexPage(index, now.toISOString())
  if (await exists(beside)) {
    const path = join(beside, 'index.html')
    const written = await records.writeIndex(index, made).then(
      () => true,
      () => exists(path),
    )
    if (written) return path
  }
  const folder = await mkdtemp(join(tmpdir(), 'nightmask-audit-'))
  const there = new Set<RunFacts>()
  for (const run of index.runs.slice(0, broughtRecords)) if (await bring(run, folder, records)) there.add(run)
  const path = join(folder, 'index.html')
  await writeFile(
    path,
    indexPage(index, now.toISOString(), (run) => there.has(run)),
    { mode: 0o600 },
  )
  return path
}

async function bring(run: RunFacts, folder: string, records: AuditPlace['records']): Promise<boolean> {
  const record = await records.read(run.runId).catch(() => null)
  if (!record || digestOf(record) !== run.sha256) return false
  const path = join(folder, run.path)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(`${path}.json`, `${canonicalJson(record)}\n`, { mode: 0o600 })
  await writeFile(`${path}.html`, page(record), { mode: 0o600 })
  return true
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
