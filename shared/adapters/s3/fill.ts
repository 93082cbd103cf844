import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { inFlight } from '../stores/in-flight.ts'

const rangeBytes = 8 << 20
// One connection brings some 60 MB in a second, a function's network more.
const room = { requests: 12, bytes: 128 << 20 }

/** The object is larger or smaller than the memory that it was to fill. */
export class WrongSize extends Error {}

/** Reads an object by ranges, several at once, each to its place in memory. */
export async function fillFrom(
  client: S3Client,
  target: { readonly Bucket: string; readonly Key: string },
  memory: Uint8Array,
): Promise<void> {
  const starts = Array.from({ length: Math.max(1, Math.ceil(memory.length / rangeBytes)) }, (_, n) => n * rangeBytes)
  const read = async (start: number) => {
    const end = Math.min(start + rangeBytes, memory.length)
    const range = memory.length === 0 ? {} : { Range: `bytes=${start}-${end - 1}` }
    const { Body, ContentRange } = await client.send(new GetObjectCommand({ ...target, ...range })).catch(pastTheEnd)
    const bytes = await Body!.transformToByteArray()
    const whole = ContentRange ? Number(ContentRange.slice(ContentRange.indexOf('/') + 1)) : bytes.length
    if (bytes.length !== end - start || whole !== memory.length) throw new WrongSize()
    memory.set(bytes, start)
  }
  for await (const _ of inFlight(starts, read, room));
}

function pastTheEnd(error: unknown): never {
  throw error instanceof Error && error.name === 'InvalidRange' ? new WrongSize() : error
}
