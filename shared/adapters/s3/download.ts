import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { isOfTheNetwork } from './s3-errors.ts'

// S3 hangs up on a reader that loads slowly; each try that brings bytes starts the count anew.
const triesWithoutBytes = 3

/** The object in pieces that stay valid. A connection that breaks is followed by another one, at the byte that was next, of the same version. */
export async function* downloadStream(
  client: S3Client,
  target: { readonly Bucket: string; readonly Key: string },
): AsyncGenerator<Uint8Array, void, void> {
  let at = 0
  let version: string | undefined
  let size = Number.POSITIVE_INFINITY
  for (let tries = 0; at < size; ) {
    try {
      const range = version === undefined ? {} : { IfMatch: version, Range: `bytes=${at}-` }
      const answer = await client.send(new GetObjectCommand({ ...target, ...range }))
      if (version === undefined) size = answer.ContentLength ?? size
      version ??= answer.ETag
      for await (const piece of answer.Body as AsyncIterable<Uint8Array>) {
        at += piece.length
        tries = 0
        yield piece
      }
      if (size === Number.POSITIVE_INFINITY) return
      if (at < size) throw Object.assign(new Error('the object ended early'), { code: 'EPIPE' })
    } catch (error) {
      if (!isOfTheNetwork(error) || ++tries >= triesWithoutBytes) throw error
    }
  }
}
