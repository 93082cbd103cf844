import { isUtf8 } from 'node:buffer'
import { sign } from './byte-signs.ts'
import type { Reading } from './reading.ts'

const shortest = 6
/** A text may have so many bytes of something else before its length, which are printable by chance. */
const mostBefore = 3

/** Texts of binary forms (CBOR, Protocol Buffers, Java, BSON) whose length stands before them and is a letter by chance, so that it seems to be one of theirs. */
export const behindLength: Reading = {
  name: 'texts behind their length in binary data',
  of: 'content',
  signs: sign.control | sign.high,
  read(bytes) {
    if (firstControl(bytes, 0) === bytes.length && isUtf8(bytes)) return null
    const found: Buffer[] = []
    for (let start = 0; start < bytes.length; ) {
      const end = firstControl(bytes, start)
      for (let from = start; from < Math.min(end - shortest, start + mostBefore + 1); from++) {
        const first = bytes[from]!
        if (first < end - from) addTexts(bytes, from, end, false, found)
        if (first > cborText && first <= cborLong) addTexts(bytes, from, end, true, found)
      }
      start = end + 1
    }
    return found.length > 0 ? found : null
  },
}

/** One text behind the other, each behind its length, to the very end; nothing where it is not so. */
function addTexts(bytes: Buffer, start: number, end: number, isCbor: boolean, found: Buffer[]): void {
  const known = found.length
  for (let at = start; at < end; ) {
    const byte = bytes[at]!
    const isLong = isCbor && byte === cborLong
    const length = isLong ? bytes[at + 1]! : isCbor ? (byte > cborText && byte < cborLong ? byte - cborText : 0) : byte
    const from = at + (isLong ? 2 : 1)
    if (length === 0 || from + length > end) {
      found.length = known
      return
    }
    if (length >= shortest) found.push(bytes.subarray(from, from + length))
    at = from + length
  }
}

/** Major type 3: up to 23 bytes, or as many as the next byte says. */
const [cborText, cborLong] = [0x60, 0x78]

function firstControl(bytes: Buffer, start: number): number {
  let at = start
  while (at < bytes.length && controls[bytes[at]!] === 0) at++
  return at
}

const controls = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f ? 1 : 0,
)
