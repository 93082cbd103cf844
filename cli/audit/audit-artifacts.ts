import { access } from 'node:fs/promises'
import { createFileStores, type FileStores } from '../../shared/adapters/files/file-stores.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { UsageError } from '../../shared/errors.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'

/** The stores that hold the records. Reviewers need no configuration: `--artifacts` is enough, or the folder of that name here. */
export async function openArtifacts(flags: ConfigFlags): Promise<FileStores> {
  if (flags.artifacts) return createFileStores(flags.artifacts)
  const configured = flags.config !== undefined || (await exists('nightmask.yaml'))
  return createFileStores(configured ? (await loadConfig(flags)).artifacts : 'file:.nightmask')
}

/** The record of a run, or the last one, and where it is. */
export async function findRecord(
  { records, folder }: FileStores,
  runId: string | undefined,
): Promise<{ record: AuditRecord; path: string }> {
  const record = runId === undefined ? await records.latest() : await records.read(runId)
  if (!record) throw new UsageError(`There is no audit record in ${folder} yet; every run leaves one.`)
  const paths = (await records.list()).filter((entry) => entry.runId === record.runId)
  return { record, path: paths.at(-1)?.path ?? folder }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
