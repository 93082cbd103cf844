import { RunFailedError } from '../../errors.ts'
import { inFlight } from './in-flight.ts'
import { missingObject, type ObjectStore } from './object-store.ts'

/** JSON objects of a store: what nightmask wrote itself is trusted to have its shape. */
export async function putJson(objects: ObjectStore, path: string, value: unknown): Promise<void> {
  await objects.put(path, jsonBytes(value))
}

/** The object's value, null when there is none. */
export async function getJson<Value>(objects: ObjectStore, path: string): Promise<Value | null> {
  const bytes = await objects.get(path)
  if (!bytes) return null
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')) as Value
  } catch {
    throw new RunFailedError(`${objects.locate(path)} is damaged: it is no JSON.`)
  }
}

/** The object's value; throws RunFailedError when there is none. */
export async function requireJson<Value>(objects: ObjectStore, path: string): Promise<Value> {
  const value = await getJson<Value>(objects, path)
  if (value === null) throw missingObject(objects.locate(path))
  return value
}

/** All values below a prefix, in the order of their paths: one after another, with many requests under way. */
export async function* eachJson<Value>(objects: ObjectStore, prefix: string): AsyncGenerator<Value, void, void> {
  yield* inFlight(await objects.list(prefix), (path) => requireJson<Value>(objects, path), objects.room)
}

/** The same as a list. */
export async function listJson<Value>(objects: ObjectStore, prefix: string): Promise<Value[]> {
  const values: Value[] = []
  for await (const value of eachJson<Value>(objects, prefix)) values.push(value)
  return values
}

export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
