import { isUtf8 } from 'node:buffer'

/** Bytes of a cell that may be in an alphabet of an encoding: [start, end) of each run of `fewest` of them or more. */
export function runsOf(bytes: Buffer, alphabet: Uint8Array, fewest: number): (readonly [start: number, end: number])[] {
  const runs: (readonly [number, number])[] = []
  // Whoever is no letter of it at such a distance ends every run that could lie around it.
  for (let at = fewest - 1; at < bytes.length; at += fewest) {
    if (alphabet[bytes[at]!] === 0) continue
    let from = at
    while (from > 0 && alphabet[bytes[from - 1]!] === 1) from--
    let end = at + 1
    while (end < bytes.length && alphabet[bytes[end]!] === 1) end++
    if (end - from < fewest) continue
    runs.push([from, end])
    at = end - 1
  }
  return runs
}

export function alphabetOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (pattern.test(String.fromCharCode(byte)) ? 1 : 0))
}

/** Whether decoded bytes say something: text in UTF-8 or Latin-1, text of two bytes a letter, or something compressed. */
export function saysSomething(bytes: Buffer): boolean {
  const [first, second] = bytes
  if ((first === 0x1f && second === 0x8b) || (first === 0x78 && (second! * 1 + 0x7800) % 31 === 0)) return true
  if (first === 0x28 && second === 0xb5 && bytes[2] === 0x2f) return true
  let control = 0
  let zeros = 0
  let high = 0
  for (const byte of bytes) {
    if (byte === 0) zeros++
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) control++
    else if (byte >= 0x7f) high++
  }
  if (zeros * 3 > bytes.length) return true
  if (zeros + control > bytes.length / 16) return holdsText(bytes)
  return high === 0 || isUtf8(bytes) || high * 3 <= bytes.length
}

/** Whether a third of the bytes are letters and signs in rows that chance does not make: texts within binary data. */
function holdsText(bytes: Buffer): boolean {
  let inRows = 0
  let row = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    const isPair = byte >= 0xc2 && byte < 0xe0 && (bytes[at + 1]! & 0xc0) === 0x80
    if (isPair) at++
    if (isPair || (byte >= 0x20 && byte < 0x7f)) row += isPair ? 2 : 1
    else {
      if (row >= longRow) inRows += row
      row = 0
    }
  }
  if (row >= longRow) inRows += row
  return inRows * 3 >= bytes.length
}

const longRow = 8
