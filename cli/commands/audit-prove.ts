import { readFile } from 'node:fs/promises'
import { isEnvelope } from '../../shared/audit/proof/dsse.ts'
import { proofProblems, proveTable, type TableProof, tableProofShape } from '../../shared/audit/proof/table-proof.ts'
import { RunFailedError, UsageError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { findRecord, openRecords } from '../audit/audit-artifacts.ts'
import { type KeyFlags, readKnownKeys } from '../audit/known-keys.ts'
import { verificationLines } from '../audit/verification-lines.ts'
import { failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'

/** What the record of a run, or of the newest night, says of one table, with what shows that it does and nothing of any other table. */
export async function runAuditProve(
  table: string,
  run: string | undefined,
  flags: ConfigFlags,
  _session?: Session,
): Promise<Answer> {
  const stores = await openRecords(flags)
  const { record } = await findRecord(stores, run)
  if (!record.tables.some((each) => each.table === table))
    throw new UsageError(
      `The record of run ${record.runId} tells of no table ${JSON.stringify(table)}; \`nightmask audit show ${record.runId} --json\` has them all.`,
    )
  const path = await nameOf(record.runId, stores)
  const { envelope } = await stores.records.beside(path)
  const proof = isEnvelope(envelope) && record.tablesRoot !== undefined ? proveTable(record, table, envelope) : null
  if (!proof)
    throw new RunFailedError(
      `Nothing can be proven of run ${record.runId}: no signed statement is beside its record, as older versions wrote none and an unsigned record has none.`,
    )
  return { json: proof, lines: () => [JSON.stringify(proof, null, 2)], failure: null }
}

/** Checks such a proof, without any record at hand. */
export async function runAuditCheckProof(file: string, flags: KeyFlags): Promise<Answer> {
  const proof = await readProof(file)
  const { keys, missing } = await readKnownKeys(flags)
  const problems = proofProblems(proof, keys).map((problem) => `${file}: ${problem}`)
  const whole = problems.length === 0
  const report = {
    ...{ records: 1, verdict: whole ? ('passed' as const) : ('failed' as const), problems },
    verified: whole ? [`The record of run ${proof.runId} says of ${proof.table.table} what ${file} says.`] : [],
    notVerified: [
      ...missing,
      ...(keys.length > 0
        ? []
        : ['Whose signature it is: name the key that may sign, with --public-key or --key-file.']),
    ],
  }
  const failure = whole ? null : new RunFailedError(`${file} proves nothing.`)
  return {
    json: { ...report, ...(failure ? failureJson(failure) : {}) },
    lines: (look) => verificationLines(report, look),
    failure,
  }
}

async function nameOf(runId: string, { records }: Awaited<ReturnType<typeof openRecords>>): Promise<string> {
  let name = ''
  for await (const entry of records.history()) if (entry.record?.runId === runId) name = entry.name ?? name
  return name
}

async function readProof(file: string): Promise<TableProof> {
  const text = await readFile(file, 'utf8').catch(({ code }) => {
    throw new UsageError(`${file}: the proof cannot be read (${code}).`)
  })
  const parsed = tableProofShape.safeParse(parseOrNull(text))
  if (parsed.success) return parsed.data
  throw new UsageError(`${file} is no proof of a table; \`nightmask audit prove TABLE\` makes one.`)
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
