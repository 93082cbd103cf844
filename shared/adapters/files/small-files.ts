// What is small is written and read at once, without a thread for each call: there are thousands of these, and each call takes the kernel
// some microseconds.

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { explain, unless } from './file-errors.ts'

/** Larger objects are written and read piece by piece, beside other work. */
export const smallBytes = 1 << 18

/** Stores a small file whole or not at all. */
export function putSmall(target: string, bytes: Uint8Array): void {
  const staged = join(dirname(target), `.${randomBytes(9).toString('hex')}`)
  try {
    if (!isWritten(staged, bytes)) {
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
      writeFileSync(staged, bytes, written)
    }
    renameSync(staged, target)
  } catch (error) {
    remove(staged)
    explain(target)(error)
  }
}

const written = { flag: 'wx', mode: 0o600 } as const

/** False where there is no such folder yet. */
function isWritten(path: string, bytes: Uint8Array): boolean {
  try {
    writeFileSync(path, bytes, written)
    return true
  } catch (error) {
    return unless('ENOENT', false)(error)
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It never was there, or its folder cannot be written to: the error before says so.
  }
}

/** Bytes of a file, null where there is none. `path` names it in errors. */
export function sizeOf(place: string, path: string): number | null {
  try {
    return statSync(place, { throwIfNoEntry: false })?.size ?? null
  } catch (error) {
    return explain(path)(error)
  }
}

/** Null when it is gone by now. */
export function readSmall(place: string, path: string): Uint8Array | null {
  try {
    return readFileSync(place)
  } catch (error) {
    return explainUnless('ENOENT', path, error)
  }
}

function explainUnless(code: string, path: string, error: unknown): null {
  try {
    return unless(code, null)(error)
  } catch (other) {
    return explain(path)(other)
  }
}
