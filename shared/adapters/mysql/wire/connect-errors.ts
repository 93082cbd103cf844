import { DatabaseError, RunFailedError } from '../../../errors.ts'
import { untrusted } from './trust.ts'
import type { DatabaseUrl } from './url.ts'
import type { WireRole } from './wire-session.ts'

type ConnectError = Error & { readonly code?: string; readonly errno?: number; readonly sqlState?: string }

/** The server lets this user not into the database, and does not say what is missing. */
export class ForbiddenError extends RunFailedError {}

const forbidden = 1044
const noSuchDatabase = 1049

// Only a staging may be made for the asking: a source that is not there is a name that was mistaken.
const remedies: Record<WireRole, string> = {
  source: 'name the one to read',
  staging: 'create it empty, or name another',
  plain: 'name one that is there',
}

function missing({ database }: DatabaseUrl, role: WireRole, place: string): RunFailedError {
  return new RunFailedError(`${place}: there is no database ${database} (error ${noSuchDatabase}); ${remedies[role]}.`)
}

const refusals = new Map([
  [1040, 'the server has too many connections'],
  [1045, 'the server refuses this user or password'],
  [1698, 'the server refuses this user or password'],
])

// What Node's own codes mean to a person.
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no host of this name is known here',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'no MySQL server answered; a firewall may be in the way',
  EHOSTUNREACH: 'no way leads to this host',
  ENETUNREACH: 'no way leads to this host',
  ENOENT: 'there is no such socket',
  EACCES: 'this user of the machine may not use the socket',
}

/** Why there is no connection, in a sentence with the place and without the login. */
export function connectionError(error: ConnectError, url: DatabaseUrl, role: WireRole, place: string): Error {
  const { errno, code, sqlState } = error
  if (errno === noSuchDatabase) return missing(url, role, place)
  if (errno === forbidden)
    return new ForbiddenError(
      `${place}: the user has no right to this database, and \`nightmask doctor\` names what to grant (error ${forbidden}).`,
    )
  const known = errno === undefined ? undefined : refusals.get(errno)
  if (known) return new RunFailedError(`${place}: ${known} (error ${errno}).`)
  if (sqlState && errno) return new DatabaseError(`${place}: connecting`, errno, sqlState)
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT')
    return new RunFailedError(`${place}: the server speaks no TLS, and is not on this machine.`)
  if (code === 'HANDSHAKE_SSL_ERROR') return new RunFailedError(`${place}: ${untrusted(error)}`)
  const why = reasons[code ?? '']
  return new RunFailedError(`${place}: cannot connect (${code ?? 'no answer'}${why ? `: ${why}` : ''}).`)
}
