import { UsageError } from '../../errors.ts'

/** A MySQL URL taken apart. `database` is null when the URL names none. */
export interface DatabaseUrl {
  readonly host: string
  readonly port: number
  readonly socketPath: string | null
  readonly user: string
  readonly password: string
  readonly database: string | null
}

/** Reads `mysql://user:password@host:3306/database` or `…?socket=/path`. Throws UsageError that shows no password. */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^(mysql|mariadb):$/.test(url.protocol))
    throw new UsageError(
      'A database URL has to look like mysql://user:password@host:3306/database; percent-encode special characters of the password.',
    )
  const socketPath = url.searchParams.get('socket')
  if (!url.hostname && !socketPath) throw new UsageError('A database URL names neither a host nor ?socket=/path.')
  return {
    host: url.hostname.replace(/^\[|\]$/g, '') || 'localhost',
    port: Number(url.port || 3306),
    socketPath,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || null,
  }
}

/** `host:port` or the socket's path: what logs and the audit record may show. */
export function addressOf(url: DatabaseUrl): string {
  return url.socketPath ?? `${url.host}:${url.port}`
}

/** True where TLS adds nothing: sockets and the loopback interface. */
export function isLocal(url: DatabaseUrl): boolean {
  return url.socketPath !== null || url.host === 'localhost' || url.host === '::1' || /^127\./.test(url.host)
}
