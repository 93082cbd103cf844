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
  /** What the filter is asked, see words.ts. */
  readonly filter: Uint32Array
}

/** Of a phrase in a shard. */
export const phraseWords = 4

const cipher = 'aes-256-gcm'
const [ivBytes, tagBytes, headerBytes] = [12, 16, 12]

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
function packed({ records, phrases, filter }: PeopleShard): Uint8Array[] {
  const header = Uint32Array.of(phrases.length, filter.length, records.length)
  const bytes = (array: Uint32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return [bytes(header), bytes(phrases), bytes(filter), records]
}

function unpack(plain: Buffer): PeopleShard {
  const isAligned = plain.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0
  const { buffer, byteOffset } = isAligned ? plain : Uint8Array.from(plain)
  const words = (from: number, count: number) => new Uint32Array(buffer, byteOffset + from, count)
  const [phrases = 0, filter = 0] = words(0, headerBytes / 4)
  const behind = headerBytes + (phrases + filter) * 4
  return {
    phrases: words(headerBytes, phrases),
    filter: words(headerBytes + phrases * 4, filter),
    records: plain.subarray(behind),
  }
}
