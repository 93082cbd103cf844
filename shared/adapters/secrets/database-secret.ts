import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { z } from 'zod'
import { UsageError } from '../../errors.ts'
import { readSecret } from './read-secret.ts'

/** Where the secret's login is to be used instead of where the secret says; null: as the secret says. */
export interface DatabasePlace {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
}

const asSecretSays: DatabasePlace = { host: null, port: null, database: null }

/** The form of RDS: a secret that RDS manages itself holds the login only. */
const secretShape = z.object({
  username: z.string().min(1),
  password: z.string(),
  host: z.string().min(1).optional(),
  port: z.coerce.number().int().min(1).max(65535).optional(),
  dbname: z.string().min(1).optional(),
})

/** A MySQL URL from Secrets Manager: RDS's JSON (username, password, host, port, dbname) or a URL as it is. No error shows a part of it. */
export async function readDatabaseSecret(
  secretId: string,
  place: DatabasePlace = asSecretSays,
  client?: SecretsManagerClient,
): Promise<string> {
  const { text } = await readSecret(secretId, null, client)
  const url = text.trimStart().startsWith('{') ? urlOfJson(secretId, text, place.host) : text.trim()
  return moved(secretId, url, place)
}

function urlOfJson(secretId: string, text: string, placeHost: string | null): string {
  const { success, data } = secretShape.safeParse(parse(text))
  if (!success)
    throw new UsageError(
      `Secret ${secretId} has to be JSON with username, password and, unless RDS manages it, host, port and dbname.`,
    )
  const host = placeHost ?? data.host
  if (host === undefined) throw new UsageError(`Secret ${secretId} names no host.`)
  const login = [data.username, data.password].map(encodeURIComponent).join(':')
  const address = host.includes(':') ? `[${host}]` : host
  return `mysql://${login}@${address}:${data.port ?? 3306}/${encodeURIComponent(data.dbname ?? '')}`
}

function moved(secretId: string, text: string, { host, port, database }: DatabasePlace): string {
  if (!URL.canParse(text)) throw new UsageError(`Secret ${secretId} holds no database URL.`)
  const url = new URL(text)
  if (host !== null) url.hostname = host
  if (port !== null) url.port = String(port)
  if (database !== null) url.pathname = `/${encodeURIComponent(database)}`
  return url.href
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's error quotes the text.
    return null
  }
}
