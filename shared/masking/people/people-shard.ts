import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { RunFailedError } from '../../errors.ts'
import type { ChunkRef } from '../../schema/chunk.ts'
import type { OriginalsKey } from '../digests/subkeys.ts'

/** The people of one chunk, as the survey met them. */
export interface PeopleShard {
  /** One after another, see people-record.ts. */
  readonly records: Uint8Array
  /** For each phrase: high word, low word, where in `records` its person begins, and its rank (spelling.ts). */
  readonly phrases: Uint32Array
  /** What the filters of an index are asked, see words.ts: beginnings of two words, words at an end or alone, and phrases by both ends. */
  readonly pairs: Uint32Array
  readonly ends: Uint32Array
  readonly wholes: Uint32Array
}

/** Of a phrase in a shard. */
export const phraseWords = 4

const cipher = 'aes-256-gcm'
const [ivBytes, tagBytes, headerBytes] = [12, 16, 16]

/**
 * A shard as it is stored: AES-256-GCM under a subkey of the run's key that only what surveys and what masks can use. The nonce is an HMAC of
 * what is sealed, so that no two texts ever share one; the chunk is bound to it.
 */
export function sealPeople(shard: PeopleShard, runId: string, chunk: ChunkRef, key: OriginalsKey): Uint8Array {
  const plain = packed(shard)
  const subkey = key.subkey('people', '')
  const place = placeOf(runId, chunk)
  const nonce = createHmac('sha256', subkey).update(place)
  for (const part of plain) nonce.update(part)
  const iv = nonce.digest().subarray(0, ivBytes)
  const sealing = createCipheriv(cipher, subkey, iv).setAAD(place)
  const sealed = plain.map((part) => sealing.update(part))
  return Buffer.concat([iv, ...sealed, sealing.final(), sealing.getAuthTag()])
}

/** Throws RunFailedError for what another key has sealed, another chunk, or what was damaged. */
export function openPeople(sealed: Uint8Array, runId: string, chunk: ChunkRef, key: OriginalsKey): PeopleShard {
  try {
    const end = sealed.length - tagBytes
    const opening = createDecipheriv(cipher, key.subkey('people', ''), sealed.subarray(0, ivBytes))
      .setAAD(placeOf(runId, chunk))
      .setAuthTag(sealed.subarray(end))
    const plain = opening.update(sealed.subarray(ivBytes, end))
    // It gives nothing, and throws for what was damaged.
    opening.final()
    return unpack(plain)
  } catch {
    throw new RunFailedError(
      `${chunk.table}, chunk ${chunk.n}: what the survey stored of its people cannot be opened with the key at hand; start a new run.`,
    )
  }
}

function placeOf(runId: string, { table, n }: ChunkRef): Buffer {
  return Buffer.from(JSON.stringify([runId, table, n]))
}

/** One behind the other. */
function packed({ records, phrases, pairs, ends, wholes }: PeopleShard): Uint8Array[] {
  const header = Uint32Array.of(phrases.length, pairs.length, ends.length, wholes.length)
  const bytes = (array: Uint32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return [bytes(header), bytes(phrases), bytes(pairs), bytes(ends), bytes(wholes), records]
}

function unpack(plain: Buffer): PeopleShard {
  const isAligned = plain.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0
  const { buffer, byteOffset } = isAligned ? plain : Uint8Array.from(plain)
  const header = new Uint32Array(buffer, byteOffset, headerBytes / 4)
  let at = headerBytes
  const words = (count: number) => {
    const from = at
    at += count * 4
    return new Uint32Array(buffer, byteOffset + from, count)
  }
  const [phrases, pairs, ends, wholes] = [words(header[0]!), words(header[1]!), words(header[2]!), words(header[3]!)]
  return { phrases, pairs, ends, wholes, records: plain.subarray(at) }
}
