import { crc32 } from 'node:zlib'
import { OtherKeyError, RunFailedError } from '../../errors.ts'
import type { Originals } from '../../masking/digests/originals.ts'

const magic = 0x344f4d4e // "NMO4"
/** "NMO3": values were folded in another way, so that none would be found. */
const earlier = 0x334f4d4e
const wordBytes = 4
const startWords = 3

/**
 * Originals of one chunk as bytes: magic, header length in bytes, CRC-32 of all that follows, JSON header, then all digests, openers and
 * drawn fakes as little-endian words. A digest that was damaged would be one real value that nobody looks for.
 */
export function encodeOriginals(originals: readonly Originals[]): Uint8Array {
  const entries = originals.map(({ digests, openers, drawn, ...entry }) => ({
    ...entry,
    digests: digests.length,
    openers: openers.length,
    ...(drawn ? { drawn: drawn.length } : {}),
  }))
  const text = JSON.stringify(entries)
  const header = Buffer.from(text.padEnd(text.length + padding(Buffer.byteLength(text))))
  const arrays = originals.flatMap(({ digests, openers, drawn }) => [digests, openers, ...(drawn ? [drawn] : [])])
  const body = [header, ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))]
  const start = Uint32Array.of(
    magic,
    header.length,
    body.reduce((sum, part) => crc32(part, sum), 0),
  )
  return Buffer.concat([Buffer.from(start.buffer), ...body])
}

/** `isChecked`: whether every bit is compared with the sum that was written with them. */
export function decodeOriginals(bytes: Uint8Array, isChecked = true): Originals[] {
  const aligned = bytes.byteOffset % wordBytes === 0 ? bytes : Uint8Array.from(bytes)
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / wordBytes))
  const [mark, headerBytes, sum] = words
  if (mark === earlier)
    throw new OtherKeyError(
      'Real values were digested by an earlier nightmask, so that nothing can be compared; start a new run.',
    )
  if (mark !== magic || headerBytes === undefined) throw damaged()
  const start = startWords * wordBytes
  if (isChecked && crc32(aligned.subarray(start)) !== sum) throw damaged()
  const entries = parseHeader(aligned.subarray(start, start + headerBytes))
  let at = startWords + headerBytes / wordBytes
  const expected = entries.reduce((sum, { digests, openers, drawn = 0 }) => sum + digests + openers + drawn, at)
  if (expected !== words.length) throw damaged()
  const take = (count: number) => {
    at += count
    return words.subarray(at - count, at)
  }
  return entries.map(({ digests, openers, drawn, ...entry }) => ({
    ...entry,
    digests: take(digests),
    openers: take(openers),
    ...(drawn === undefined ? {} : { drawn: take(drawn) }),
  }))
}

type Arrays = 'digests' | 'openers' | 'drawn'
type Entry = Omit<Originals, Arrays> & { readonly digests: number; readonly openers: number; readonly drawn?: number }

function parseHeader(bytes: Uint8Array): Entry[] {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw damaged()
  }
}

function padding(bytes: number): number {
  return (wordBytes - (bytes % wordBytes)) % wordBytes
}

function damaged(): RunFailedError {
  return new RunFailedError('The stored digests of originals are damaged; run again without --resume.')
}
