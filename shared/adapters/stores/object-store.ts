import { RunFailedError } from '../../errors.ts'
import type { Room } from './in-flight.ts'

/** What every place for artifacts can do: files now, S3 later. Both pass test/shared/adapters/object-store-contract.ts. */
export interface ObjectStore {
  /** Stores the object whole or not at all; one that is there is replaced. Pieces of a stream are copied at once. */
  put(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>
  /** Stores the object durably unless there is one: true when it was stored. Of several at once, one wins. */
  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean>
  /** Stores the bytes of another object, which is to stay as it is, as this one; throws RunFailedError when there is none. */
  copy(from: string, to: string): Promise<void>
  /** Throws as a put below this folder would. It may leave one small object, which `list` does not show as JSON. */
  assertWritable(folder: string): Promise<void>
  /** The object's bytes, null when there is none. */
  get(path: string): Promise<Uint8Array | null>
  /** The object in pieces, each valid until the next is asked for; throws RunFailedError when there is none. */
  stream(path: string): AsyncIterable<Uint8Array>
  /** Reads the object into memory that is there, which it has to fill; throws RunFailedError otherwise. */
  fill(path: string, memory: Uint8Array): Promise<void>
  /** Paths of the object `prefix` and of all objects below it, sorted. */
  list(prefix: string): Promise<string[]>
  /** Deletes the object `prefix` and all objects below it; nothing to delete is fine. */
  delete(prefix: string): Promise<void>
  /** How much may be asked for at once to be quick about it. */
  readonly room: Room
  /** Where a person finds the object: a file path or a URL. */
  locate(path: string): string
}

/** A copy for which the bytes are read and written. */
export async function copyBytes(
  objects: Pick<ObjectStore, 'get' | 'put' | 'locate'>,
  from: string,
  to: string,
): Promise<void> {
  const bytes = await objects.get(from)
  if (!bytes) throw missingObject(objects.locate(from))
  await objects.put(to, bytes)
}

const segment = /^(?!\.)[A-Za-z0-9._-]{1,200}$/

/** Throws unless every segment is a plain name: nothing made from a table's name can climb out of the store. */
export function assertSafePath(path: string): void {
  if (!path.split('/').every((name) => segment.test(name)))
    throw new RunFailedError(`The artifact path ${JSON.stringify(path)} is not made of plain names.`)
}

/** An object of another size than what it is to be read into. */
export function otherSize(place: string): RunFailedError {
  return new RunFailedError(`${place} is damaged: it has not the size that it was stored with.`)
}

export function missingObject(place: string): RunFailedError {
  return new RunFailedError(`${place} is missing: the artifacts of this run are not complete.`)
}
