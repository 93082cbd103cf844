import { addressOf, parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import type { Config } from '../../shared/config/config.ts'
import { UsageError } from '../../shared/errors.ts'

/** A database that has to be reached: its URL, the database named in it, and where it is as logs may show it. */
export interface Endpoint {
  readonly url: string
  readonly database: string
  readonly address: string
}

/** Source or staging as a URL that names a database; throws UsageError. */
export function endpointOf(config: Config, side: 'source' | 'staging'): Endpoint {
  const { url } = config[side]
  if (!url) throw new UsageError(`${side}: a database URL is needed here, by --${side} or in the configuration.`)
  const parsed = parseDatabaseUrl(url)
  if (!parsed.database) throw new UsageError(`${side}: the URL names no database; end it with /name.`)
  return { url, database: parsed.database, address: addressOf(parsed) }
}

/** The pseudonym key's file; throws UsageError where the key is kept elsewhere. */
export function keyFileOf({ key }: Config): string {
  if ('file' in key) return key.file
  throw new UsageError(
    'key: on this machine the key is a file (key: { file: … } or --key-file); secrets are read on AWS.',
  )
}
