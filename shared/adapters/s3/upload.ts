import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'

// Two parts in flight and one being filled are all that a stream ever holds in memory.
const partBytes = 8 << 20
const partsInFlight = 2

/** Uploads a stream: one PUT up to 8 MiB, else in parts. Whole or not at all: a failed upload leaves no parts. Errors of the stream pass. */
export async function uploadStream(
  client: S3Client,
  target: { readonly Bucket: string; readonly Key: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const cause: { ofStream?: unknown } = {}
  const body = Readable.from(wholeParts(bytes, cause), { objectMode: true, highWaterMark: 1 })
  const params = { ...target, Body: body }
  try {
    await new Upload({ client, params, partSize: partBytes, queueSize: partsInFlight }).done()
  } catch (error) {
    throw cause.ofStream ?? error
  } finally {
    body.destroy()
  }
}

// Pieces are copied at once into memory of the part's own: the producer may reuse its buffer.
async function* wholeParts(
  bytes: AsyncIterable<Uint8Array>,
  cause: { ofStream?: unknown },
): AsyncGenerator<Uint8Array, void, void> {
  let part = Buffer.allocUnsafeSlow(partBytes)
  let used = 0
  for await (const piece of noting(bytes, cause))
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(piece.length - at, partBytes - used)
      part.set(piece.subarray(at, at + taken), used)
      at += taken
      used += taken
      if (used < partBytes) continue
      yield part
      part = Buffer.allocUnsafeSlow(partBytes)
      used = 0
    }
  yield part.subarray(0, used)
}

// A generator of its own: what the upload throws into the other one is no error of the stream.
async function* noting(bytes: AsyncIterable<Uint8Array>, cause: { ofStream?: unknown }): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    cause.ofStream = error
    throw error
  }
}
