import { createLive } from '../shared/adapters/mysql/publishing/live.ts'
import { createServed } from '../shared/adapters/mysql/publishing/served.ts'
import { SnapshotConnection } from '../shared/adapters/mysql/reading/snapshot-connection.ts'
import { openConsistentSnapshot } from '../shared/adapters/mysql/reading/snapshot-open.ts'
import { createSource } from '../shared/adapters/mysql/reading/source.ts'
import type { KeyLists } from '../shared/adapters/mysql/reading/subset-read.ts'
import type { RemoteChunks } from '../shared/adapters/mysql/shadow/load-remote.ts'
import { takeRoles } from '../shared/adapters/mysql/shadow/loads-from-s3.ts'
import { createShadow } from '../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import { addressOf, parseDatabaseUrl } from '../shared/adapters/mysql/wire/url.ts'
import { once } from '../shared/adapters/remembered.ts'
import { remoteChunks } from '../shared/adapters/s3/remote-chunks.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { readDatabaseSecret } from '../shared/adapters/secrets/database-secret.ts'
import type { SnapshotInfo } from '../shared/audit/record.ts'
import type { Config } from '../shared/config/config.ts'
import type { Plan } from '../shared/policy/plan.ts'
import type { Live, Served, Shadow, Source } from '../shared/ports.ts'
import type { Closing } from './closing.ts'
import { closeDataset } from './dataset-closure.ts'
import { bucketUrl, loadsFromS3, setting } from './environment.ts'
import type { RunRef, SourceRef } from './events.ts'
import { type SourceHold, sourceHold } from './source-hold.ts'

export interface OpenedSource {
  readonly source: Source
  /** The one moment that everything is read at: that of the clone, or of this connection's snapshot. */
  readonly moment: SnapshotInfo
  /** Finds the rows of the plan's dataset; reading by chunk reads only them from here on. Nothing for a whole night. */
  readonly close: (plan: Plan) => Promise<void>
  readonly hold: SourceHold
}

/** Connects to production or to the run's clone, and opens a snapshot there. */
export async function openSource(
  { mode, secret, host, port }: SourceRef,
  config: Config,
  closing: Closing,
): Promise<OpenedSource> {
  const database = setting('SOURCE_DATABASE')
  const url = await readDatabaseSecret(secret, { host, port, database })
  const rows = closing.add(await openWire(url, 'source'))
  const control = closing.add(await openWire(url, 'plain'))
  const snapshot = new SnapshotConnection(rows)
  const wires = { monitor: control, control }
  const info = await openConsistentSnapshot({ ...wires, participants: [snapshot], database, tables: [] })
  let keys: KeyLists | null = null
  return {
    source: createSource(control, rows, database, addressOf(parseDatabaseUrl(url)), () => keys, snapshot),
    moment: mode === 'clone' ? { ...info, consistency: 'clone', reason: 'A clone of production is read.' } : info,
    close: async (plan) => {
      keys = await closeDataset(plan, config, rows, { url, database, snapshot })
    },
    hold: sourceHold(url, database, snapshot),
  }
}

// A minute before Lambda ends the function: the server goes on with indexes, and the next try waits for them.
const patienceSeconds = 840

/** A connection that loads and checks shadow schemas. */
export async function openShadow(run: RunRef, closing: Closing): Promise<Shadow> {
  const wire = closing.add(await openWire(await stagingUrl(run), 'staging'))
  if (!loadsFromS3()) return createShadow(wire, undefined, patienceSeconds)
  await takeRoles(wire)
  return createShadow(wire, undefined, patienceSeconds, openRemoteChunks())
}

/** Chunks as staging finds them in the artifacts. */
export function openRemoteChunks(): RemoteChunks {
  return remoteChunks(bucketUrl('ARTIFACTS_BUCKET'), setting('AWS_REGION'), createS3Client())
}

/** What staging serves, over a connection that is made when something is asked of it. */
export function openServed(run: RunRef, closing: Closing): Served {
  return createServed(once(async () => closing.add(await openWire(await stagingUrl(run), 'staging'))))
}

/** What testers use, to be changed. Nothing is kept in a dataset's schema. */
export async function openLive(run: RunRef | null, config: Config, closing: Closing): Promise<Live> {
  // Beside the nightly one: the schema of a dataset may not be there yet, or no more.
  const url = await stagingUrl(null)
  const nightly = setting('STAGING_DATABASE')
  const live = createLive({
    open: () => openWire(url, 'plain', { multiStatements: true }),
    database: run?.dataset?.schema ?? nightly,
    address: addressOf(parseDatabaseUrl(url)),
    nightly,
    keepTables: run?.dataset ? [] : config.staging.keep_tables,
    updates: config.own.settings.length > 0,
    keepsSpare: keepsSpare(run, config),
    claimant: { kind: 'execution', name: 'functions on AWS' },
  })
  return closing.add(live)
}

/** Whether one generation more is kept than rollback needs: of the nightly staging alone. */
export function keepsSpare(run: RunRef | null, { refresh }: Config): boolean {
  return refresh.changes === 'auto' && !run?.dataset
}

/** Staging's URL, with the schema of the dataset where the run is one. */
export function stagingUrl(run: RunRef | null): Promise<string> {
  const database = run?.dataset?.schema ?? setting('STAGING_DATABASE')
  return readDatabaseSecret(setting('STAGING_SECRET'), { host: null, port: null, database })
}
