import { RunFailedError, UnsafeTargetError, UsageError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import type { Live } from '../../../ports.ts'
import { generationPrefix } from '../../../schema/names.ts'
import { readIdentity } from '../catalog/identity.ts'
import { listTables } from '../catalog/tables.ts'
import { assertPrivileges } from '../privileges/missing.ts'
import { neededToWrite } from '../privileges/needed.ts'
import { readLoadMethod } from '../shadow/load-method.ts'
import { rehearsePrograms } from '../shadow/rehearse-programs.ts'
import { assertSealed } from '../shadow/seal.ts'
import type { Wire } from '../wire/wire.ts'
import { type Change, changeGenerations, readPublication } from './change.ts'
import { assertClaimed, type Claimant, type ClaimPlace, writeRelease } from './claim.ts'
import { claimStaging, lockStaging } from './claim-staging.ts'
import { LiveSession } from './live-session.ts'
import { readMarker } from './marker.ts'
import { proveTarget } from './prove-target.ts'
import { settle } from './settle.ts'
import { readSpare } from './spare.ts'
import { findPrevious, missingTables, readServing, readStagingState } from './staging-state.ts'

export interface LiveOptions extends ClaimPlace {
  /** Opens a plain connection that takes several statements; again when one is lost. */
  readonly open: () => Promise<Wire>
  readonly address: string
  /** They stay where they are in every swap. */
  readonly keepTables: readonly string[]
  /** Whether staging.settings change rows, which needs one privilege more. */
  readonly updates: boolean
  /** Whether a publish keeps one generation more than rollback needs; see Change. */
  readonly keepsSpare?: boolean
  readonly claimant: Claimant
  /** Aborted: a swap that was not sent yet is taken back. */
  readonly stop?: AbortSignal
}

/** Staging's live schema, with the connection that changes it. */
export function createLive(options: LiveOptions): Live & { close(): void } {
  const { database, address, keepTables, keepsSpare = false, stop } = options
  const session = new LiveSession(options.open, database)
  // Functions of one execution know each other by their run only.
  let epoch: number | null = null
  const swapOf = (change: Pick<Change, 'next' | 'marker' | 'allowed' | 'check'>) =>
    changeGenerations(session, { database, keepTables, keepsSpare, stop, ...change })
  return {
    async prove(source, kept) {
      return session.steadily(async (wire) => {
        const identity = await readIdentity(wire, database, address)
        await proveTarget(wire, identity, source, kept)
        const needs = neededToWrite(database, options.nightly, options.updates)
        await assertPrivileges(wire, needs, `staging ${address}`)
        return identity
      })
    },
    async claim(runId) {
      const claimed = await claimStaging(session, options, runId)
      epoch = claimed.epoch
      return claimed.state
    },
    has: (tables) =>
      session.steadily(async (wire) => (await listTables(wire, database)).filter((table) => tables.includes(table))),
    generations: () =>
      session.steadily(async (wire) => {
        const state = await readStagingState(wire, database)
        return { serves: state.runId, spare: await readSpare(wire, database, state) }
      }),
    loadMethod: () => session.steadily(readLoadMethod),
    async publish(plan, seal) {
      await lockStaging(session, options)
      const state = await session.steadily((wire) => settle(wire, database))
      // A try whose answer was lost.
      if (state.runId === plan.runId) return session.steadily((wire) => readPublication(wire, database, state))
      const allowed = (wire: Wire) => assertClaimed(wire, options, plan.runId, epoch)
      await session.steadily(allowed)
      await session.steadily((wire) => rehearsePrograms(wire, plan))
      const check = (wire: Wire) => assertSealed(wire, plan.shadow, seal)
      return swapOf({ next: plan.shadow, marker: markerOf(plan), allowed, check })
    },
    async rollback() {
      await lockStaging(session, options)
      const { schema, marker } = await session.steadily(async (wire) => {
        await settle(wire, database)
        return generationBefore(wire, database, keepTables)
      })
      const check = async () => undefined
      return swapOf({ next: schema, marker, allowed: check, check })
    },
    serves: () => session.steadily((wire) => readServing(wire, database, address)),
    async release(runId) {
      const wire = await lockStaging(session, options)
      await settle(wire, database)
      await writeRelease(wire, options, runId, epoch)
    },
    close: () => session.close(),
  }
}

/** The generation to go back to, whole. Throws what stands against it. */
async function generationBefore(wire: Wire, database: string, keepTables: readonly string[]) {
  const live = await readMarker(wire, database)
  const foreign = live ? [] : (await listTables(wire, database)).filter((table) => !keepTables.includes(table))
  if (foreign.length > 0)
    throw new UnsafeTargetError(
      `${database} holds ${foreign.length} tables and no marker of nightmask: they are not replaced. Drop them, or list them under keep_tables.`,
    )
  const previous = await findPrevious(wire, database, live)
  if (!previous)
    throw new UsageError(
      `${database}: there is no previous generation to go back to; no schema ${generationPrefix(database, 'previous')}… holds one.`,
    )
  const missing = await missingTables(wire, previous.schema, previous.marker)
  if (missing.length > 0)
    throw new RunFailedError(
      `${previous.schema}: the previous generation lacks ${missing.join(', ')}, so it was not published again.`,
    )
  return previous
}

function markerOf({ runId, toolVersion, source, schema, expiresAt }: Plan): Change['marker'] {
  const { database: sourceDatabase, programs } = schema
  return { runId, toolVersion, sourceId: source.serverId, sourceDatabase, programs, expiresAt: expiresAt ?? null }
}
