import { isIP } from 'node:net'
import { UsageError } from '../../../errors.ts'

/**
 * Which certificates a connection over the network accepts, by MySQL's own words: `verify-full` those of a known authority for this
 * host name, `verify-ca` those of a known authority, `pin` the one with the fingerprint `ssl-pin` alone.
 */
export const sslModes = ['verify-full', 'verify-ca', 'pin'] as const
export type SslMode = (typeof sslModes)[number]

/** A MySQL URL taken apart. `database` is null when the URL names none. */
export interface DatabaseUrl {
  readonly host: string
  readonly port: number
  readonly socketPath: string | null
  readonly user: string
  readonly password: string
  readonly database: string | null
  readonly sslMode: SslMode
  /** File of certificate authorities in PEM, null for those that the host's name calls for. */
  readonly caFile: string | null
  /** SHA-256 of the certificate that is accepted, 64 small hex digits; null but for `pin`. */
  readonly pin: string | null
  /** `rds-iam`: the password is a token that the AWS credentials at hand sign for a quarter of an hour. */
  readonly login: 'password' | 'rds-iam'
}

const parameters = ['socket', 'ssl-mode', 'ssl-ca', 'ssl-pin', 'login'] as const

/** Reads `mysql://user:password@host:3306/database?PARAMETERS`, or `mysql://user@/database?socket=/path`. Throws UsageError that shows no part of it. */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const hostless = /^\w+:\/\/([^/?#]*@)?(?=[/?])/.test(text)
  // A URL with a user needs a host to be parsed at all; a socket has none.
  const complete = hostless ? text.replace(/^(\w+:\/\/(?:[^/?#]*@)?)/, '$1localhost') : text
  const url = URL.canParse(complete) ? new URL(complete) : null
  if (!url || !/^(mysql|mariadb):\/\//i.test(text) || url.hash) throw malformed()
  const given = readParameters(url.searchParams)
  const socketPath = given('socket')
  if (hostless && !socketPath) throw new UsageError('A database URL names neither a host nor ?socket=/path.')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 3306),
    socketPath,
    user: decode(url.username),
    password: decode(url.password),
    database: decode(url.pathname.slice(1)) || null,
    login: readLogin(given('login'), url.password),
    ...readTrust(given),
  }
}

type Given = (name: (typeof parameters)[number]) => string | null

// What is unknown is not shown: after a `?` that was not percent-encoded it may be part of a password.
function readParameters(search: URLSearchParams): Given {
  const known: readonly string[] = parameters
  const names = [...search.keys()]
  if (names.some((name) => !known.includes(name)))
    throw new UsageError(
      `A database URL has a parameter that nightmask does not know; it takes ${parameters.join(', ')} (and a ? within a password is written %3F).`,
    )
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw new UsageError(`A database URL has the parameter ${twice} twice.`)
  const empty = names.find((name) => search.get(name) === '')
  if (empty) throw new UsageError(`A database URL has the parameter ${empty} without a value.`)
  return (name) => search.get(name)
}

function readTrust(given: Given): Pick<DatabaseUrl, 'sslMode' | 'caFile' | 'pin'> {
  const named = given('ssl-mode')
  const sslMode = sslModes.find((mode) => mode === (named ?? 'verify-full'))
  if (!sslMode)
    throw new UsageError(
      `A database URL has an ssl-mode other than ${sslModes.join(', ')}; over the network a connection is always encrypted and the server's certificate looked at.`,
    )
  const [caFile, pin] = [given('ssl-ca'), given('ssl-pin')]
  if (sslMode !== 'pin' && pin !== null) throw new UsageError('A database URL has ssl-pin without ssl-mode=pin.')
  if (sslMode === 'pin' && caFile !== null)
    throw new UsageError('A database URL has both ssl-mode=pin and ssl-ca: a pinned certificate needs no authority.')
  return { sslMode, caFile, pin: sslMode === 'pin' ? readPin(pin ?? '') : null }
}

/** With or without colons, as openssl prints it. A pin that is left out accepts none, and the error tells the one to write. */
function readPin(text: string): string {
  const digits = text.replaceAll(':', '').toLowerCase()
  if (text !== '' && !/^[0-9a-f]{64}$/.test(digits))
    throw new UsageError(
      'A database URL has an ssl-pin that is not a SHA-256 fingerprint: 64 hex digits, with or without colons.',
    )
  return digits
}

function readLogin(login: string | null, password: string): DatabaseUrl['login'] {
  if (login === null) return 'password'
  if (login !== 'rds-iam')
    throw new UsageError('A database URL has a login other than rds-iam; without it the password is in the URL.')
  if (password !== '')
    throw new UsageError('A database URL has both login=rds-iam and a password: the token is the password.')
  return login
}

/** The same server and login with another database, or with none (''). */
export function withDatabase(url: string, database: string): string {
  return url.replace(/^(\w+:\/\/[^/?#]*)\/[^?#]*/, (_, server: string) => `${server}/${database}`)
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
