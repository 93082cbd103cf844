import { RunFailedError } from '../../../errors.ts'
import type { StagingState } from '../../../ports.ts'
import { generationPrefix, generationSchema } from '../../../schema/names.ts'
import { listSchemas } from '../catalog/schemas.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import type { Wire } from '../wire/wire.ts'
import { type Claimant, type ClaimPlace, describeClaim, readClaim, writeClaim } from './claim.ts'
import type { LiveSession } from './live-session.ts'
import { dropEmptyPrevious } from './previous.ts'
import { settle } from './settle.ts'
import { lockedError, stagingLockHolder } from './staging-lock.ts'

type Claiming = ClaimPlace & { readonly address: string; readonly claimant: Claimant }

/** Functions wait for each other; a second process is told soon. A connection that was closed keeps the lock for a moment. */
const waitSeconds = { process: 2, execution: 60 } as const

/** The connection, with the staging lock. Throws RunFailedError, which names the run that has it. */
export async function lockStaging(session: LiveSession, options: Claiming): Promise<Wire> {
  const { address, database, claimant } = options
  if (await session.lock(waitSeconds[claimant.kind])) return session.wire()
  const wire = await session.wire()
  const claim = await readClaim(wire, options)
  throw lockedError(
    `${address}/${database}`,
    claim && !claim.released ? describeClaim(claim) : null,
    await stagingLockHolder(wire, database),
  )
}

/** See Live.claim. The epoch is null for a run of functions. */
export async function claimStaging(
  session: LiveSession,
  options: Claiming,
  runId: string,
): Promise<{ epoch: number | null; state: StagingState }> {
  const { database, claimant } = options
  const wire = await lockStaging(session, options)
  const held = await readClaim(wire, options)
  // What runs in functions has no connection by which one could tell that it is gone; among themselves the run lock has decided.
  const isStranger = claimant.kind === 'process' && !claimant.hasRunLock
  if (held?.kind === 'execution' && isStranger && !held.released && held.days < 1)
    throw new RunFailedError(
      `staging ${options.address}/${database}: ${describeClaim(held)} took it on ${held.since} and has not given it back; wait for its end, or for a day from then.`,
    )
  const claim = await writeClaim(wire, options, runId, claimant)
  const state = await settle(wire, database)
  const own = generationSchema(database, 'shadow', runId)
  for (const leftover of await listSchemas(wire, generationPrefix(database, 'shadow')))
    if (leftover !== own) await dropSchema(wire, leftover)
  await dropEmptyPrevious(wire, database)
  return { epoch: claimant.kind === 'process' ? claim.epoch : null, state }
}
