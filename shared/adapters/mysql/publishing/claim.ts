import { RunFailedError } from '../../../errors.ts'
import { claimSchema } from '../../../schema/names.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/** Who asks for staging: a process, which has a connection as long as it lives, or an execution of functions, which has none. */
export interface Claimant {
  readonly kind: 'process' | 'execution'
  /** In words, such as `process 123 on host`. */
  readonly name: string
  /** Of a process that has the run lock on AWS: what executions have left behind is its to take over. */
  readonly hasRunLock?: boolean
}

/** Which run may change a staging database. The epoch grows with every claim, so that a run that was given up can tell. */
export interface Claim extends Claimant {
  /** In lower case. */
  readonly database: string
  readonly epoch: number
  readonly runId: string
  /** ISO 8601, UTC. */
  readonly since: string
  readonly released: boolean
  /** How old it is, in whole days. */
  readonly days: number
}

/** Where claims are: one table for a nightly staging and its datasets, a row for each database. */
export interface ClaimPlace {
  /** The nightly staging, whose name begins the claims' schema. */
  readonly nightly: string
  readonly database: string
}

/** Writes the next epoch for a run. To be called with the staging lock. */
export async function writeClaim(wire: Wire, place: ClaimPlace, runId: string, claimant: Claimant): Promise<Claim> {
  for (const statement of createClaimsSql(place)) await wire.execute(statement)
  const values = [place.database.toLowerCase(), runId, claimant.kind, claimant.name.slice(0, 200)].map(quoteText)
  const [database, run, kind, holder] = values
  // REPLACE, because the writer of staging need not have UPDATE.
  await wire.execute(
    `REPLACE INTO ${tableOf(place.nightly)} (database_name, epoch, run_id, kind, holder, claimed_at)
     SELECT ${database}, COALESCE(MAX(epoch), 0) + 1, ${run}, ${kind}, ${holder}, UTC_TIMESTAMP() FROM ${tableOf(place.nightly)} WHERE database_name = ${database}`,
  )
  return (await readClaim(wire, place))!
}

/** The newest claim, null when there was none. */
export async function readClaim(wire: Wire, { nightly, database }: ClaimPlace): Promise<Claim | null> {
  return (await listClaims(wire, nightly)).find((claim) => claim.database === database.toLowerCase()) ?? null
}

/** The newest claim on each database of a nightly staging. */
export async function listClaims(wire: Wire, nightly: string): Promise<Claim[]> {
  const [found] = await wire.query(
    `SELECT 1 FROM information_schema.tables WHERE table_schema = ${quoteText(claimSchema(nightly))} AND table_name = 'claims'`,
  )
  if (!found) return []
  const rows = await wire.query(
    `SELECT database_name, epoch, run_id, kind, holder, DATE_FORMAT(claimed_at, '%Y-%m-%dT%H:%i:%sZ'), released_at IS NOT NULL, TIMESTAMPDIFF(DAY, claimed_at, UTC_TIMESTAMP()) FROM ${tableOf(nightly)}`,
  )
  return rows.map(([database, epoch, runId, kind, name, since, released, days]) => ({
    database: database ?? '',
    epoch: Number(epoch),
    runId: runId ?? '',
    kind: kind === 'execution' ? 'execution' : 'process',
    name: name ?? '',
    since: since ?? '',
    released: released === '1',
    days: Number(days),
  }))
}

/** Throws RunFailedError, which names the other run, unless this run has the newest claim. `epoch` is null where only the run is known. */
export async function assertClaimed(wire: Wire, place: ClaimPlace, runId: string, epoch: number | null): Promise<void> {
  const claim = await readClaim(wire, place)
  if (claim?.runId === runId && (epoch === null || claim.epoch === epoch)) return
  const whose = claim ? `${describeClaim(claim)} took staging over on ${claim.since}` : 'staging was never claimed'
  throw new RunFailedError(`staging ${place.database}: ${whose}, so run ${runId} may change nothing there any more.`)
}

/** Says that the run has ended. */
export async function writeRelease(wire: Wire, place: ClaimPlace, runId: string, epoch: number | null): Promise<void> {
  const claim = await readClaim(wire, place)
  if (claim?.runId !== runId || (epoch !== null && claim.epoch !== epoch)) return
  await wire.execute(
    `REPLACE INTO ${tableOf(place.nightly)} (database_name, epoch, run_id, kind, holder, claimed_at, released_at)
     SELECT database_name, epoch, run_id, kind, holder, claimed_at, UTC_TIMESTAMP() FROM ${tableOf(place.nightly)}
     WHERE database_name = ${quoteText(place.database.toLowerCase())} AND epoch = ${claim.epoch}`,
  )
}

export function describeClaim({ runId, name }: Claim): string {
  return `run ${runId} (${name})`
}

function createClaimsSql(place: ClaimPlace): string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS ${quoteName(claimSchema(place.nightly))} CHARACTER SET utf8mb4`,
    `CREATE TABLE IF NOT EXISTS ${tableOf(place.nightly)} (database_name VARCHAR(64) NOT NULL PRIMARY KEY, epoch BIGINT UNSIGNED NOT NULL, run_id VARCHAR(100) NOT NULL,
      kind VARCHAR(20) NOT NULL, holder VARCHAR(200) NOT NULL, claimed_at DATETIME NOT NULL, released_at DATETIME NULL)
      ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'which run of nightmask may change a staging database'`,
  ]
}

function tableOf(nightly: string): string {
  return `${quoteName(claimSchema(nightly))}.claims`
}
