import { verifyIndex } from '../../shared/audit/index/verify-index.ts'
import type { StoredHere } from '../../shared/audit/proof/chain.ts'
import { type BesideReport, verifyBeside } from '../../shared/audit/proof/verify-beside.ts'
import type { RecordsReport } from '../../shared/audit/proof/verify-records.ts'
import type { AuditPlace } from './audit-artifacts.ts'

/** Pages and envelopes beside the records, those of one run where one is named, and the index of all. */
export async function lookBeside(
  stored: readonly StoredHere[],
  run: string | undefined,
  records: AuditPlace['records'],
): Promise<BesideReport[]> {
  const looked = stored.filter(({ record }) => run === undefined || record?.runId === run)
  const entries = []
  for (const entry of looked) entries.push({ ...entry, beside: await records.beside(entry.name ?? '') })
  const index = run === undefined ? [verifyIndex(await records.writtenIndex(), stored)] : []
  return [verifyBeside(entries), ...index]
}

/** One report of all of them: a problem in one is a problem. */
export function withBeside(report: RecordsReport, others: readonly BesideReport[]): RecordsReport {
  const problems = [...report.problems, ...others.flatMap((other) => other.problems)]
  return {
    records: report.records,
    verdict: problems.length > 0 ? 'failed' : 'passed',
    verified: [...report.verified, ...others.flatMap(({ verified }) => verified)],
    problems,
    notVerified: [...report.notVerified, ...others.flatMap(({ notVerified }) => notVerified)],
  }
}
