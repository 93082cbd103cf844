import { sign } from './byte-signs.ts'
import { alphabetOf, runsOf, saysSomething } from './encoded-runs.ts'
import { type Reading, replaceBytes } from './reading.ts'

const alphabets = [alphabetOf(/[A-Za-z0-9+/]/), alphabetOf(/[A-Za-z0-9_-]/)]
const fewest = 8
const values = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte).replace('-', '+').replace('_', '/')
  return Math.max(0, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(character))
})

/** Base64 in both alphabets, padded or not, in lines as mail has them. */
export const base64: Reading = {
  name: 'base64 and base64url',
  of: 'content',
  signs: sign.run,
  read(bytes) {
    const joined = bytes.includes(0x0a)
      ? (replaceBytes(bytes, /([A-Za-z0-9+/_-]{60,76})\r?\n(?=[A-Za-z0-9+/_-])/g, (_all, line) => line!) ?? bytes)
      : bytes
    const seen = new Set<number>()
    const parts = alphabets.flatMap((alphabet) =>
      runsOf(joined, alphabet, fewest).flatMap(([start, end]): Buffer[] => {
        const id = start * joined.length + end
        if (seen.has(id) || !mayBegin(joined, start) || !hasCapital(joined, start, end)) return []
        seen.add(id)
        const decoded = Buffer.from(joined.toString('latin1', start, end), 'base64')
        return saysSomething(decoded) ? [decoded] : []
      }),
    )
    return parts
  },
}

/** Letters of text become capitals more often than not: words in small letters are no base64. */
function hasCapital(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x41 && bytes[at]! <= 0x5a) return true
  return false
}

/** The first three bytes as text or something compressed begins: most words are no base64, and end here. */
function mayBegin(bytes: Buffer, at: number): boolean {
  const [a, b, c, d] = [values[bytes[at]!]!, values[bytes[at + 1]!]!, values[bytes[at + 2]!]!, values[bytes[at + 3]!]!]
  const [first, second, third] = [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d]
  if (
    first === 0x1f ||
    first === 0x78 ||
    first === 0x28 ||
    first === 0xff ||
    first === 0xfe ||
    second === 0 ||
    first === 0
  )
    return true
  return isTextual(first) && isTextual(second) && isTextual(third)
}

function isTextual(byte: number): boolean {
  return (byte >= 0x20 && byte !== 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09
}
