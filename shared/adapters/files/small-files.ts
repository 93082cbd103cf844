// What is small is written and read at once, without a thread for each call: there are thousands of these, and each call takes the kernel
// some microseconds.

import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { explain, unless } from './file-errors.ts'

/** Larger objects are written and read piece by piece, beside other work. */
export const smallBytes = 1 << 18

/** Stores a small file whole or not at all. */
export function putSmall(target: string, bytes: Uint8Array): void {
  const staged = join(dirname(target), `.${own}${count++}`)
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

/**
 * Gives the bytes of one file to another name: no file is ever written to again once it has its name, so one of them serves both. False where
 * there is no such file, or where the file system has no links.
 */
export function isLinked(file: string, target: string): boolean {
  const staged = join(dirname(target), `.${own}${count++}`)
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    linkSync(file, staged)
    renameSync(staged, target)
    return true
  } catch {
    return false
  } finally {
    // Where both are the same file already, nothing is renamed.
    remove(staged)
  }
}

/** Hidden names are of this thread alone. */
const own = randomBytes(9).toString('hex')
let count = 0

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

/** The whole of a small file, `large` where it is not small, null where there is none. `path` names it in errors. */
export function readSmall(place: string, path: string): Uint8Array | 'large' | null {
  try {
    const file = openSync(place, 'r')
    try {
      return readWhole(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return explainUnless('ENOENT', path, error)
  }
}

function readWhole(file: number): Uint8Array | 'large' {
  const { size } = fstatSync(file)
  if (size > smallBytes) return 'large'
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  for (let read = -1; length < size && read !== 0; length += read)
    read = readSync(file, bytes, length, size - length, null)
  return bytes.subarray(0, length)
}

function explainUnless(code: string, path: string, error: unknown): null {
  try {
    return unless(code, null)(error)
  } catch (other) {
    return explain(path)(other)
  }
}
