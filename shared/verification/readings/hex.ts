import { sign } from './byte-signs.ts'
import { alphabetOf, runsOf, saysSomething } from './encoded-runs.ts'
import type { Reading } from './reading.ts'

const alphabet = alphabetOf(/[0-9a-fA-F]/)
const fewest = 12
const shortestApart = 17
const fewestDigits = 12
// Of one, two or four bytes together, as dumps and lists of numbers have them.
const groups =
  /(?<![0-9a-z])(?:(?:0x|\\x)?[0-9a-f]{2}(?:[0-9a-f]{2}(?:[0-9a-f]{4})?)?(?:[\s:,-]{1,3}|,\s?0x|\s?0x)){2,}[0-9a-f]{2,8}(?![0-9a-z])/gi
const dumped = /^[0-9a-f]{4,8}(?::|[ \t])[ \t]*((?:[0-9a-f]{2,8}[ \t]{1,2})+)/gim

/** Hex of six bytes and more, in a row or byte by byte with something in between. */
export const hex: Reading = {
  name: 'hex',
  of: 'content',
  signs: sign.run | sign.colon | sign.figure,
  read(bytes) {
    const rows = runsOf(bytes, alphabet, fewest).map(([start, end]) => bytes.toString('latin1', start, end))
    // `0x` and `\x` end in a letter that is none of hex; an odd number of digits has one that belongs to something else.
    const even = rows.flatMap((row) => (row.length % 2 === 0 ? [row] : [row.slice(1), row.slice(0, -1)]))
    const apart = bytes.length >= shortestApart && mayBeSeparated(bytes) ? inGroups(bytes.toString('latin1')) : []
    return [...even, ...apart].map((row) => Buffer.from(row, 'hex')).filter(saysSomething)
  },
}

/** Digits of groups; and those of a dump line by line, without its offsets and what it shows as text. */
function inGroups(text: string): string[] {
  const digits = (row: string) => row.replaceAll(/0x|[^0-9a-f]/gi, '')
  const lines = [...text.matchAll(dumped)].map(([, row]) => digits(row!)).join('')
  const rows = [...text.matchAll(groups)].map(([row]) => digits(row))
  return [lines, ...rows].filter(({ length }) => length >= fewestDigits && length % 2 === 0)
}

/** Whether groups of hex digits of one size follow each other: a look before the pattern. Letters end every row that could lie around them. */
function mayBeSeparated(bytes: Buffer): boolean {
  for (let at = shortestApart - 1; at < bytes.length; at += shortestApart) {
    if (sorts[bytes[at]!] === other) continue
    let from = at
    while (from > 0 && sorts[bytes[from - 1]!] !== other) from--
    let end = at + 1
    while (end < bytes.length && sorts[bytes[end]!] !== other) end++
    if (end - from >= shortestApart && hasGroups(bytes, from, end)) return true
    at = end - 1
  }
  return false
}

/** Six of two digits, four of four or three of eight. */
function hasGroups(bytes: Buffer, from: number, end: number): boolean {
  let [groups, size, digits] = [0, 0, 0]
  for (let at = from; at <= end; at++) {
    if (at < end && sorts[bytes[at]!] === aDigit) {
      digits++
      continue
    }
    // The zero of `0x` is none of it.
    if (digits > 1 || (digits === 1 && bytes[at] !== letterX)) {
      groups = digits === size ? groups + 1 : fewestGroups[digits] ? 1 : 0
      size = digits
      if (groups > 0 && groups >= fewestGroups[size]!) return true
    }
    digits = 0
  }
  return false
}

const fewestGroups: Readonly<Record<number, number>> = { 2: 6, 4: 4, 8: 3 }
const [other, aDigit, between] = [0, 1, 2]
const letterX = 0x78
const sorts = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (alphabet[byte] === 1) return aDigit
  return /[\s:,x\\-]/.test(String.fromCharCode(byte)) ? between : other
})
