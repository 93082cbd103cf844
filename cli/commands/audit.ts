import { verifyRecords } from '../../shared/audit/proof/verify-records.ts'
import { RunFailedError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { configuredStaging, findRecord, openRecords } from '../audit/audit-artifacts.ts'
import { compareIfReachable, describeUnrecorded } from '../audit/compare-staging.ts'
import { type KeyFlags, readKnownKeys } from '../audit/known-keys.ts'
import { listLines, type RunRow, runRow } from '../audit/list-lines.ts'
import { localIndex } from '../audit/local-index.ts'
import { localPage } from '../audit/local-page.ts'
import { lookBeside, withBeside } from '../audit/look-beside.ts'
import { openWithSystem } from '../audit/open-with-system.ts'
import { verificationLines } from '../audit/verification-lines.ts'
import { wrap } from '../display/columns.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { rollbackSummary } from '../summary/rollback-summary.ts'
import { runSummary } from '../summary/run-summary.ts'
import { entries, entry } from '../summary/sections.ts'

/** Every run and every rollback that left a record, the oldest first, and what has none yet. */
export async function runAuditList(flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const { records, ledger, place } = await openRecords(flags)
  const rows: RunRow[] = []
  for await (const { path, record } of records.history()) if (record) rows.push(runRow(record, path))
  const unrecorded = await describeUnrecorded({ ledger })
  return {
    json: rows,
    lines: (look) => [...listLines(rows, place, look), ...unrecorded.flatMap((text) => wrap(text, look.width))],
    failure: null,
  }
}

/** The record of a run, or of the newest night, what came after it, and whether staging serves what the records say. */
export async function runAuditShow(run: string | undefined, flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const stores = await openRecords(flags)
  const { record, path, after } = await findRecord(stores, run)
  const staging = await compareIfReachable(await configuredStaging(flags), stores)
  const result = { runId: record.runId, outcome: record.outcome, recordPath: path, record, failure: null }
  return {
    json: record,
    lines: (look) => [
      ...(record.kind === 'rollback' ? rollbackSummary(record, path, look) : runSummary(result, look, flags)),
      ...entries('After it', after, look),
      ...entries('Staging', staging, look),
      '',
    ],
    failure: null,
  }
}

/** Checks signature, key and shape of one record or of all, and the chain of all; says what it did not check. */
export async function runAuditVerify(run: string | undefined, flags: KeyFlags, _session?: Session): Promise<Answer> {
  const { records, place } = await openRecords(flags)
  if (run !== undefined) await records.read(run)
  const stored = []
  for await (const entry of records.history()) stored.push(entry)
  const { keys, missing } = await readKnownKeys(flags)
  const compared = verifyRecords(stored, { head: await records.head(), keys, runId: run ?? null })
  const beside = await lookBeside(stored, run, records)
  const report = withBeside({ ...compared, notVerified: [...missing, ...compared.notVerified] }, beside)
  const failure =
    report.verdict === 'passed' ? null : new RunFailedError(`The audit records in ${place} are not whole.`)
  return {
    json: { ...report, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => verificationLines(report, look),
    failure,
  }
}

/** Opens the page of a record, or the index of all where none is named, with the system's opener; without one the path is all. */
export async function runAuditOpen(run: string | undefined, flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const stores = await openRecords(flags)
  const { record, path, after } = await findRecord(stores, run)
  const page = run === undefined ? await localIndex(stores, new Date()) : await localPage(record, path)
  const opened = await openWithSystem(page)
  const label = run === undefined ? 'Index' : 'Page'
  return {
    json: { page, opened },
    lines: (look) => [...entry(opened ? 'Opened' : label, page, look), ...entries('After it', after, look)],
    failure: null,
  }
}
