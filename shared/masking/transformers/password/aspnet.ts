import { pbkdf2Sync } from 'node:crypto'
import type { PasswordScheme } from './scheme.ts'

/** A mark of the version, then number of the algorithm, rounds and length of the salt, of four bytes each. */
const headBytes = 13
/** As much of the head as whole characters of base64 hold; what is left says that the salt has 16 bytes. */
const headerBytes = 12
const algorithms = ['sha1', 'sha256', 'sha512'] as const
const saltBytes = 16
const hashBytes = 32
const mostRounds = 1_000_000

/** ASP.NET Core Identity, version 3: PBKDF2, and all of it in base64. */
export const aspnet: PasswordScheme = {
  name: 'aspnet',
  // SHA-512, 100,000 rounds.
  standardHeader: 'AQAAAAIAAYagAAAA',
  takes(header) {
    const head = Buffer.from(header, 'base64')
    return (
      head.length === headerBytes && head[0] === 1 && algorithms[head.readUInt32BE(1)] !== undefined && isWithin(head)
    )
  },
  headerOf(stored) {
    if (!/^AQAAAA[A-Za-z0-9+/]{70,}=*$/.test(stored)) return null
    const head = Buffer.from(stored, 'base64').subarray(0, headerBytes)
    if (!isWithin(head)) head.writeUInt32BE(mostRounds, 5)
    return algorithms[head.readUInt32BE(1)] === undefined ? null : head.toString('base64')
  },
  lengthOf: () => Math.ceil((headBytes + saltBytes + hashBytes) / 3) * 4,
  hash(password, { header, random }) {
    const head = Buffer.from(header, 'base64')
    const salt = random.subarray(0, saltBytes)
    const key = pbkdf2Sync(password, salt, head.readUInt32BE(5), hashBytes, algorithms[head.readUInt32BE(1)]!)
    return Buffer.concat([head, Buffer.of(saltBytes), salt, key]).toString('base64')
  },
}

function isWithin(head: Buffer): boolean {
  return head.readUInt32BE(5) >= 1 && head.readUInt32BE(5) <= mostRounds
}
