import { RunFailedError } from '../../../errors.ts'
import { artifactName } from '../../../schema/names.ts'
import { quoteText } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/**
 * Takes the server's named lock of a staging database for this connection. It goes with the connection, after its last statement: whoever
 * has it knows that no other holder's statement is still at work. May be taken several times; false when another connection has it.
 */
export async function takeStagingLock(wire: Wire, database: string, waitSeconds = 0): Promise<boolean> {
  const [[taken] = []] = await wire.query(`SELECT GET_LOCK(${nameOf(database)}, ${waitSeconds})`)
  return taken === '1'
}

export async function giveStagingLock(wire: Wire, database: string): Promise<void> {
  await wire.query(`SELECT RELEASE_LOCK(${nameOf(database)})`)
}

/** The connection that has the lock, null when none has. */
export async function stagingLockHolder(wire: Wire, database: string): Promise<string | null> {
  const [[holder] = []] = await wire.query(`SELECT IS_USED_LOCK(${nameOf(database)})`)
  return holder ?? null
}

export function lockedError(place: string, holder: string | null, connection: string | null): RunFailedError {
  const who = holder ?? 'another run'
  const end = connection ? ` If it is certainly gone, end its connection there: KILL ${connection}.` : ''
  return new RunFailedError(`staging ${place}: ${who} is at work there; wait for its end.${end}`)
}

function nameOf(database: string): string {
  return quoteText(`nightmask-${artifactName(database.toLowerCase())}`)
}
