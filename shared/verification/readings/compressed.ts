import { gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { sign } from './byte-signs.ts'
import type { Reading } from './reading.ts'

/** What is longer is not read on. */
const longest = 4 << 20
const mysqlLength = 4

/** gzip, zlib and zstd, and what the server's COMPRESS() makes: zlib behind the length. Up to four megabytes. */
export const compressed: Reading = {
  name: 'gzip, zlib, zstd and COMPRESS() up to 4 MB',
  of: 'content',
  signs: sign.control | sign.high,
  read(bytes) {
    const [first, second, third] = bytes
    if (bytes.length < 8) return null
    if (first === 0x1f && second === 0x8b) return attempt(() => gunzipSync(bytes, { maxOutputLength: longest }))
    if (first === 0x28 && second === 0xb5 && third === 0x2f)
      return attempt(() => zstdDecompressSync(bytes, { maxOutputLength: longest }))
    const within = gzipWithin(bytes)
    if (within > 0) return attempt(() => gunzipSync(bytes.subarray(within), { maxOutputLength: longest }))
    if (isZlib(bytes, 0)) return attempt(() => inflateSync(bytes, { maxOutputLength: longest }))
    if (isZlib(bytes, mysqlLength))
      return attempt(() => inflateSync(bytes.subarray(mysqlLength), { maxOutputLength: longest }))
    return null
  },
}

/** Where gzip begins behind something else, such as a header of one's own; 0 where it does not. */
function gzipWithin(bytes: Buffer): number {
  return bytes.includes(0x1f) ? Math.max(0, bytes.indexOf(gzipStart, 1)) : 0
}

const gzipStart = Buffer.of(0x1f, 0x8b, 8)

function isZlib(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x78 && ((bytes[at]! << 8) | (bytes[at + 1] ?? 0)) % 31 === 0
}

function attempt(decode: () => Buffer): Buffer | null {
  try {
    return decode()
  } catch {
    return null
  }
}
