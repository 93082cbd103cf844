import { access } from 'node:fs/promises'
import { type OpenedStores, openStores } from '../../shared/adapters/stores/open-stores.ts'
import { afterNight } from '../../shared/audit/after-night.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { isNight } from '../../shared/audit/serving.ts'
import { UsageError } from '../../shared/errors.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { type Endpoint, endpointOf } from '../run/endpoints.ts'

/** The records, and the folder or URL of the artifacts to which they belong. */
export type AuditPlace = Pick<OpenedStores, 'records' | 'ledger' | 'place'>

/** A record, where it is, and what ended after it when it is that of the newest night. */
export interface FoundRecord {
  readonly record: AuditRecord
  readonly path: string
  readonly after: readonly string[]
}

/** Where the records are. Reviewers need no configuration: `--artifacts` is enough, or the folder of that name here. */
export async function openRecords(flags: ConfigFlags): Promise<AuditPlace> {
  return openStores(flags.artifacts ?? (await configuredArtifacts(flags)))
}

/** The record of a run, or that of the newest night: datasets and rollbacks come after it, they do not take its place. */
export async function findRecord({ records, place }: AuditPlace, runId: string | undefined): Promise<FoundRecord> {
  const night = runId === undefined ? await records.latestNight() : null
  const record = runId === undefined ? (night ?? (await records.latest())) : await records.read(runId)
  if (!record) throw new UsageError(`There is no audit record in ${place} yet; every run leaves one.`)
  const paths = (await records.list()).filter((entry) => entry.runId === record.runId)
  const after = night ? afterNight(night, await records.recent(isNight)) : []
  return { record, path: paths.at(-1)?.path ?? place, after }
}

/** Staging, where this folder's configuration names one that can be read here; reviewers have none. */
export async function configuredStaging(flags: ConfigFlags): Promise<Endpoint | null> {
  if (!(await isConfigured(flags))) return null
  try {
    const config = await loadConfig(flags, ['staging'])
    return config.staging.url ? endpointOf(config, 'staging') : null
  } catch (error) {
    if (error instanceof UsageError) return null
    throw error
  }
}

async function configuredArtifacts(flags: ConfigFlags): Promise<string> {
  return (await isConfigured(flags)) ? (await loadConfig(flags, [])).artifacts : 'file:.nightmask'
}

/** Whether there is a configuration file: named, or in this folder. */
export async function isConfigured({ config }: ConfigFlags): Promise<boolean> {
  if (config !== undefined) return true
  return access('nightmask.yaml').then(
    () => true,
    () => false,
  )
}
