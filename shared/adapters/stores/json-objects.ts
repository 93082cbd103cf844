import { RunFailedError } from '../../errors.ts'
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
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Value
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

/** All values below a prefix, in the order of their paths. */
export async function listJson<Value>(objects: ObjectStore, prefix: string): Promise<Value[]> {
  const paths = await objects.list(prefix)
  const values: Value[] = []
  // Some at once: a store over a network answers each in many milliseconds.
  for (let at = 0; at < paths.length; at += 32)
    values.push(...(await Promise.all(paths.slice(at, at + 32).map((path) => requireJson<Value>(objects, path)))))
  return values
}

export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
