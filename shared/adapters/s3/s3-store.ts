import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { RunFailedError } from '../../errors.ts'
import { assertSafePath, copyBytes, missingObject, type ObjectStore, otherSize } from '../stores/object-store.ts'
import { contentTypeOf } from './content-type.ts'
import { downloadStream } from './download.ts'
import { fillFrom, WrongSize } from './fill.ts'
import { explainS3, unlessS3 } from './s3-errors.ts'
import type { S3Place } from './s3-url.ts'
import { uploadStream } from './upload.ts'

/** An object and the tag of the version that was read, for a replacement that loses to any other. */
export interface TaggedObject {
  readonly bytes: Uint8Array
  readonly tag: string
}

const conflictTries = 5

/** Artifacts below a prefix of a bucket. Encryption, expiry and access are the bucket's; retries are the client's. */
export class S3Store implements ObjectStore {
  // S3 answers in about 30 ms, and 5,500 times in a second below one prefix.
  readonly room = { requests: 64, bytes: 128 << 20 }
  readonly #client: S3Client
  readonly #place: S3Place

  constructor(client: S3Client, place: S3Place) {
    this.#client = client
    this.#place = place
  }

  async put(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const target = this.#target(path)
    const put =
      bytes instanceof Uint8Array
        ? this.#client.send(new PutObjectCommand({ ...target, ...contentTypeOf(path), Body: bytes }))
        : uploadStream(this.#client, target, bytes)
    await put.catch(explainS3(this.locate(path)))
  }

  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    return this.#putIf(path, bytes, { IfNoneMatch: '*' })
  }

  /** Replaces the version that was read: false when it is no longer there. */
  putIfUnchanged(path: string, bytes: Uint8Array, tag: string): Promise<boolean> {
    return this.#putIf(path, bytes, { IfMatch: tag })
  }

  // By what this user may do anyway: to read and to write.
  copy(from: string, to: string): Promise<void> {
    return copyBytes(this, from, to)
  }

  async assertWritable(folder: string): Promise<void> {
    // One name for ever: in a bucket that keeps what is written, every other name would stay too.
    await this.putIfAbsent(`${folder.split('/')[0]}/probe`, Buffer.from('probe\n'))
  }

  async get(path: string): Promise<Uint8Array | null> {
    return (await this.getTagged(path))?.bytes ?? null
  }

  async getTagged(path: string): Promise<TaggedObject | null> {
    return this.#client
      .send(new GetObjectCommand(this.#target(path)))
      .then(async ({ Body, ETag }) => ({ bytes: await Body!.transformToByteArray(), tag: ETag ?? '' }))
      .catch(unlessS3(['NoSuchKey'], null))
      .catch(explainS3(this.locate(path)))
  }

  async *stream(path: string): AsyncIterable<Uint8Array> {
    try {
      yield* downloadStream(this.#client, this.#target(path))
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') throw missingObject(this.locate(path))
      explainS3(this.locate(path))(error)
    }
  }

  async fill(path: string, memory: Uint8Array): Promise<void> {
    await fillFrom(this.#client, this.#target(path), memory)
      .catch((error) => {
        if (error instanceof WrongSize) throw otherSize(this.locate(path))
        if (error instanceof Error && error.name === 'NoSuchKey') throw missingObject(this.locate(path))
        throw error
      })
      .catch(explainS3(this.locate(path)))
  }

  async list(prefix: string): Promise<string[]> {
    const { Bucket, Key } = this.#target(prefix)
    const [own, below] = await Promise.all([this.#keys(Bucket, Key, 1), this.#keys(Bucket, `${Key}/`)]).catch(
      explainS3(this.locate(prefix)),
    )
    // The smallest key that begins with `prefix` is `prefix` itself, if there is such an object.
    const keys = own[0] === Key ? [Key, ...below] : below
    return keys.map((key) => key.slice(this.#place.prefix.length))
  }

  async delete(prefix: string): Promise<void> {
    const paths = await this.list(prefix)
    for (let at = 0; at < paths.length; at += 1000) await this.#deleteBatch(prefix, paths.slice(at, at + 1000))
  }

  locate(path: string): string {
    return `s3://${this.#place.bucket}/${this.#place.prefix}${path}`
  }

  #target(path: string): { Bucket: string; Key: string } {
    assertSafePath(path)
    return { Bucket: this.#place.bucket, Key: this.#place.prefix + path }
  }

  async #putIf(path: string, bytes: Uint8Array, condition: Partial<PutObjectCommandInput>): Promise<boolean> {
    const command = new PutObjectCommand({ ...this.#target(path), ...contentTypeOf(path), Body: bytes, ...condition })
    for (let tries = 1; ; tries++)
      try {
        await this.#client.send(command)
        return true
      } catch (error) {
        const { name, attempts } = failureOf(error)
        // Another writer was at it in the same moment: whether it won shows at the next try.
        if (name === 'ConditionalRequestConflict' && tries < conflictTries) continue
        if (name === 'NoSuchKey') return false
        if (name !== 'PreconditionFailed') return explainS3(this.locate(path))(error)
        // An earlier attempt may have been stored although its answer was lost.
        return attempts + tries > 2 && Buffer.from(bytes).equals((await this.get(path)) ?? Buffer.alloc(0))
      }
  }

  async #keys(Bucket: string, Prefix: string, limit?: number): Promise<string[]> {
    const keys: string[] = []
    let next: string | undefined
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: next, MaxKeys: limit }),
      )
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []))
      next = limit ? undefined : page.NextContinuationToken
    } while (next)
    return keys
  }

  async #deleteBatch(prefix: string, paths: readonly string[]): Promise<void> {
    const Objects = paths.map((path) => ({ Key: this.#target(path).Key }))
    const answer = await this.#client
      .send(new DeleteObjectsCommand({ Bucket: this.#place.bucket, Delete: { Objects, Quiet: true } }))
      .catch(explainS3(this.locate(prefix)))
    const [first] = answer.Errors ?? []
    if (first) throw new RunFailedError(`${this.locate(prefix)}: S3 would not delete an object (${first.Code}).`)
  }
}

function failureOf(error: unknown): { name: string; attempts: number } {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { attempts?: number } }
  return { name, attempts: $metadata?.attempts ?? 1 }
}
