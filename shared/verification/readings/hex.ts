import { sign } from './byte-signs.ts'
import { alphabetOf, runsOf, saysSomething } from './encoded-runs.ts'
import type { Reading } from './reading.ts'

const alphabet = alphabetOf(/[0-9a-fA-F]/)
const fewest = 12
const shortestApart = 17
const separated = /(?:\b[0-9a-f]{2}[ :,-]){5,}[0-9a-f]{2}\b/gi

/** Hex of six bytes and more, in a row or byte by byte with something in between. */
export const hex: Reading = {
  name: 'hex',
  of: 'content',
  signs: sign.run | sign.colon | sign.digit,
  read(bytes) {
    const rows = runsOf(bytes, alphabet, fewest).map(([start, end]) => bytes.toString('latin1', start, end))
    // `0x` and `\x` end in a letter that is none of hex; an odd number of digits has one that belongs to something else.
    const even = rows.flatMap((row) => (row.length % 2 === 0 ? [row] : [row.slice(1), row.slice(0, -1)]))
    const apart =
      bytes.length >= shortestApart && mayBeSeparated(bytes)
        ? [...bytes.toString('latin1').matchAll(separated)].map(([row]) => row.replaceAll(/[ :,-]/g, ''))
        : []
    return [...even, ...apart].map((row) => Buffer.from(row, 'hex')).filter(saysSomething)
  },
}

/** Whether two hex digits stand by themselves three times in a row: a look before the pattern. */
function mayBeSeparated(bytes: Buffer): boolean {
  let groups = 0
  for (let at = 0; at + 2 < bytes.length; at++) {
    const isGroup = alphabet[bytes[at]!] === 1 && alphabet[bytes[at + 1]!] === 1 && alphabet[bytes[at + 2]!] === 0
    if (!isGroup) {
      groups = 0
      continue
    }
    if (++groups === 5) return true
    at += 2
  }
  return false
}
