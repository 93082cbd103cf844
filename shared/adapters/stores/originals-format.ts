import { RunFailedError } from '../../errors.ts'
import type { Originals } from '../../masking/originals.ts'

const magic = 0x324f4d4e // "NMO2"
const wordBytes = 4

/** Originals of one chunk as bytes: magic, header length in bytes, JSON header, then all digests, openers and drawn fakes as little-endian words. */
export function encodeOriginals(originals: readonly Originals[]): Uint8Array {
  const entries = originals.map(({ digests, openers, drawn, ...entry }) => ({
    ...entry,
    digests: digests.length,
    openers: openers.length,
    ...(drawn ? { drawn: drawn.length } : {}),
  }))
  const text = JSON.stringify(entries)
  const header = Buffer.from(text.padEnd(text.length + padding(Buffer.byteLength(text))))
  const words = [
    Uint32Array.of(magic, header.length),
    ...originals.flatMap(({ digests, openers, drawn }) => [digests, openers, ...(drawn ? [drawn] : [])]),
  ]
  const [start, ...rest] = words.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))
  return Buffer.concat([start!, header, ...rest])
}

export function decodeOriginals(bytes: Uint8Array): Originals[] {
  const aligned = bytes.byteOffset % wordBytes === 0 ? bytes : Uint8Array.from(bytes)
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / wordBytes))
  const [mark, headerBytes] = words
  if (mark !== magic || headerBytes === undefined) throw damaged()
  const entries = parseHeader(aligned.subarray(8, 8 + headerBytes))
  let at = 2 + headerBytes / wordBytes
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
