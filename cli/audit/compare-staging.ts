import type { OpenedStores } from '../../shared/adapters/stores/open-stores.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { compareServing, isAbout, servedBy } from '../../shared/audit/serving.ts'
import { NightmaskError } from '../../shared/errors.ts'
import type { Endpoint } from '../run/endpoints.ts'
import { readServing } from '../run/read-serving.ts'

type Reads = Pick<OpenedStores, 'records' | 'ledger'>

/** Where what staging serves differs from what the records say, and what has no record; one sentence each, none when all is told. */
export async function compareStaging(staging: Endpoint, stores: Reads): Promise<string[]> {
  const { records } = stores
  const { staging: identity, runId } = await readServing(staging)
  const tells = (record: AuditRecord) => isAbout(record, identity) && servedBy(record) !== null
  const about = (await records.recent(tells)).filter((record) => isAbout(record, identity))
  const described = (await records.list()).some((entry) => entry.runId === runId)
  return [...compareServing(runId, about, described), ...(await describeUnrecorded(stores))]
}

/** The same, where nobody needs a database: that staging could not be looked at is a sentence too. */
export async function compareIfReachable(staging: Endpoint | null, stores: Reads): Promise<string[]> {
  if (!staging) return ['Staging was not looked at: none is configured here.', ...(await describeUnrecorded(stores))]
  try {
    return await compareStaging(staging, stores)
  } catch (error) {
    if (!(error instanceof NightmaskError)) throw error
    return [`Staging could not be looked at: ${error.message}`, ...(await describeUnrecorded(stores))]
  }
}

/** Runs and rollbacks that began and left no record yet, one sentence each. */
export async function describeUnrecorded({ ledger }: Pick<Reads, 'ledger'>): Promise<string[]> {
  return (await ledger.unrecorded()).map(
    ({ runId, startedAt, rollback, by }) =>
      `${rollback ? 'Rollback' : 'Run'} ${runId}, begun ${startedAt.slice(0, 16).replace('T', ' ')} UTC by ${by}, has no record yet: it is at work, or it died. The next run here writes the records of the dead.`,
  )
}
