import { auditAbandoned } from '../shared/steps/audit-abandoned.ts'
import type { AuditPorts } from '../shared/steps/audit-record.ts'
import { assertRecordable } from '../shared/steps/file-record.ts'
import type { Deployed } from './deployed.ts'
import { setting } from './environment.ts'
import type { ReadyEvent } from './events.ts'

/** Throws unless the record of this run could be signed and written; returns where that of an abandoned one is, null when there is none. */
export async function makeReady(
  { run, abandoned, serves }: ReadyEvent,
  { config }: Deployed,
  ports: AuditPorts,
): Promise<{ readonly abandoned: string | null }> {
  await assertRecordable(run.startedAt, ports)
  if (!abandoned) return { abandoned: null }
  const toolVersion = setting('TOOL_VERSION')
  // What was looked at is the nightly staging: a dataset has another.
  const seen = abandoned.dataset === null ? serves : null
  const input = { ...abandoned, foundBy: run.runId, serves: seen, seed: config.seed.value, toolVersion }
  return { abandoned: (await auditAbandoned(input, ports))?.recordPath ?? null }
}
