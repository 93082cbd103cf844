import { isIP } from 'node:net'
import { UsageError } from '../../../errors.ts'

/** A MySQL URL taken apart. `database` is null when the URL names none. */
export interface DatabaseUrl {
  readonly host: string
  readonly port: number
  readonly socketPath: string | null
  readonly user: string
  readonly password: string
  readonly database: string | null
  /** File of certificate authorities in PEM, null for those that the host's name calls for. */
  readonly caFile: string | null
}

/** Reads `mysql://user:password@host:3306/database` or `mysql://user@/database?socket=/path`; `?ssl-ca=/ca.pem` adds a CA. Throws UsageError that shows no part of it. */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const hostless = /^\w+:\/\/([^/?#]*@)?(?=[/?])/.test(text)
  // A URL with a user needs a host to be parsed at all; a socket has none.
  const complete = hostless ? text.replace(/^(\w+:\/\/(?:[^/?#]*@)?)/, '$1localhost') : text
  const url = URL.canParse(complete) ? new URL(complete) : null
  if (!url || !/^(mysql|mariadb):$/.test(url.protocol) || url.hash) throw malformed()
  const socketPath = url.searchParams.get('socket')
  if (hostless && !socketPath) throw new UsageError('A database URL names neither a host nor ?socket=/path.')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 3306),
    socketPath,
    user: decode(url.username),
    password: decode(url.password),
    database: decode(url.pathname.slice(1)) || null,
    caFile: url.searchParams.get('ssl-ca'),
  }
}

/** `host:port` or the socket's path: what logs and the audit record may show. */
export function addressOf(url: DatabaseUrl): string {
  return url.socketPath ?? `${url.host}:${url.port}`
}

/** True where TLS adds nothing: sockets and the loopback interface. A name that only looks like 127.* is not one. */
export function isLocal({ host, socketPath }: DatabaseUrl): boolean {
  return socketPath !== null || host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw malformed()
  }
}

function malformed(): UsageError {
  return new UsageError(
    'A database URL has to look like mysql://user:password@host:3306/database; percent-encode special characters of the password.',
  )
}
