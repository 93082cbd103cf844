import { createHash } from 'node:crypto'
import type { PasswordScheme } from './scheme.ts'

const algorithms: Readonly<Record<string, string>> = {
  '{SHA}': 'sha1',
  '{SSHA}': 'sha1',
  '{SSHA256}': 'sha256',
  '{SSHA512}': 'sha512',
  '{MD5}': 'md5',
  '{SMD5}': 'md5',
}
const digestBytes: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha256: 32, sha512: 64 }
const saltBytes = 8

/** LDAP's, also kept by mail servers: `{SSHA}` and kin, with the salt behind the digest in base64. */
export const ssha: PasswordScheme = {
  name: 'ssha',
  standardHeader: '{SSHA}',
  takes: (header) => Object.hasOwn(algorithms, header),
  headerOf(stored) {
    const [, header = ''] = /^(\{[A-Z0-9]+\})[A-Za-z0-9+/]{20,}=*$/.exec(stored) ?? []
    return Object.hasOwn(algorithms, header) ? header : null
  },
  lengthOf: (header) => header.length + Math.ceil((digestBytes[algorithms[header]!]! + saltOf(header)) / 3) * 4,
  hash(password, { header, random }) {
    const salt = random.subarray(0, saltOf(header))
    const digest = createHash(algorithms[header]!).update(password).update(salt).digest()
    return header + Buffer.concat([digest, salt]).toString('base64')
  },
}

function saltOf(header: string): number {
  return header.startsWith('{S') && header !== '{SHA}' ? saltBytes : 0
}
