import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { publicKeyOf, signaturePurpose } from '../../shared/audit/signature.ts'
import { type KeyToCompare, verifyRecords } from '../../shared/audit/verify-records.ts'
import { RunFailedError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { findRecord, openRecords } from '../audit/audit-artifacts.ts'
import { listLines, type RunRow, runRow } from '../audit/list-lines.ts'
import { localPage } from '../audit/local-page.ts'
import { openWithSystem } from '../audit/open-with-system.ts'
import { verificationLines } from '../audit/verification-lines.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { runSummary } from '../summary/run-summary.ts'
import { entry } from '../summary/sections.ts'

/** Every run that left a record, the oldest first. */
export async function runAuditList(flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const { records, place } = await openRecords(flags)
  const rows: RunRow[] = []
  for await (const { path, record } of records.history()) if (record) rows.push(runRow(record, path))
  return { json: rows, lines: (look) => listLines(rows, place, look), failure: null }
}

/** The record of a run, or the last one. */
export async function runAuditShow(run: string | undefined, flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const { record, path } = await findRecord(await openRecords(flags), run)
  const result = { runId: record.runId, outcome: record.outcome, recordPath: path, record, failure: null }
  return { json: record, lines: (look) => runSummary(result, look), failure: null }
}

/** Checks signature, key and shape of one record or of all, and the chain of all; says what it did not check. */
export async function runAuditVerify(run: string | undefined, flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const { records, place } = await openRecords(flags)
  if (run !== undefined) await records.read(run)
  const stored = []
  for await (const entry of records.history()) stored.push(entry)
  const key = flags.keyFile === undefined ? null : await readComparedKey(flags.keyFile)
  const report = verifyRecords(stored, { head: await records.head(), key, runId: run ?? null })
  const failure =
    report.verdict === 'passed' ? null : new RunFailedError(`The audit records in ${place} are not whole.`)
  return {
    json: { ...report, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => verificationLines(report, look),
    failure,
  }
}

/** Opens the page of a record with the system's opener; where there is none, its path is all. */
export async function runAuditOpen(run: string | undefined, flags: ConfigFlags, _session?: Session): Promise<Answer> {
  const { record, path } = await findRecord(await openRecords(flags), run)
  const page = await localPage(record, path)
  const opened = await openWithSystem(page)
  return { json: { page, opened }, lines: (look) => entry(opened ? 'Opened' : 'Page', page, look), failure: null }
}

async function readComparedKey(keyFile: string): Promise<KeyToCompare> {
  const key = await readKeyFile(keyFile)
  return { id: key.id, publicKey: publicKeyOf(key.subkey(signaturePurpose, '')) }
}
