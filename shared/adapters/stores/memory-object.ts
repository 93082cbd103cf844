import { crc32 } from 'node:zlib'
import { RunFailedError } from '../../errors.ts'
import type { ObjectStore } from './object-store.ts'

/** What an object of raw memory has to be to be believed. */
export interface MemoryObject {
  readonly bytes: number
  readonly crc32: number
}

const pieceBytes = 8 << 20

/** Stores shared memory as it is. */
export async function putMemory(objects: ObjectStore, path: string, memory: SharedArrayBuffer): Promise<MemoryObject> {
  await objects.put(path, piecesOf(memory))
  return { bytes: memory.byteLength, crc32: sumOf(memory) }
}

/** Reads it back, and throws RunFailedError when one bit is another. */
export async function getMemory(
  objects: ObjectStore,
  path: string,
  { bytes, crc32: sum }: MemoryObject,
): Promise<SharedArrayBuffer> {
  const memory = new SharedArrayBuffer(bytes)
  await objects.fill(path, new Uint8Array(memory))
  if (sumOf(memory) !== sum) throw new RunFailedError(`${objects.locate(path)} is damaged: start a new run.`)
  return memory
}

function sumOf(memory: SharedArrayBuffer): number {
  const bytes = Buffer.from(memory)
  let sum = 0
  for (let at = 0; at < bytes.length; at += pieceBytes) sum = crc32(bytes.subarray(at, at + pieceBytes), sum)
  return sum
}

async function* piecesOf(memory: SharedArrayBuffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < memory.byteLength; at += pieceBytes)
    yield new Uint8Array(memory, at, Math.min(pieceBytes, memory.byteLength - at))
}
