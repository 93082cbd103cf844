import { access } from 'node:fs/promises'
import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { UsageError } from '../../shared/errors.ts'
import type { RecordStore } from '../../shared/ports.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'

/** The records, and the folder or URL of the artifacts to which they belong. */
export interface AuditPlace {
  readonly records: RecordStore
  readonly place: string
}

/** Where the records are. Reviewers need no configuration: `--artifacts` is enough, or the folder of that name here. */
export async function openRecords(flags: ConfigFlags): Promise<AuditPlace> {
  return openStores(flags.artifacts ?? (await configuredArtifacts(flags)))
}

/** The record of a run, or the last one, and where it is. */
export async function findRecord(
  { records, place }: AuditPlace,
  runId: string | undefined,
): Promise<{ record: AuditRecord; path: string }> {
  const record = runId === undefined ? await records.latest() : await records.read(runId)
  if (!record) throw new UsageError(`There is no audit record in ${place} yet; every run leaves one.`)
  const paths = (await records.list()).filter((entry) => entry.runId === record.runId)
  return { record, path: paths.at(-1)?.path ?? place }
}

async function configuredArtifacts(flags: ConfigFlags): Promise<string> {
  const configured = flags.config !== undefined || (await exists('nightmask.yaml'))
  return configured ? (await loadConfig(flags, [])).artifacts : 'file:.nightmask'
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
