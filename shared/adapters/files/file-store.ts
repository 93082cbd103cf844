import { randomBytes } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { assertSafePath, copyBytes, missingObject, type ObjectStore, otherSize } from '../stores/object-store.ts'
import { explain, unless } from './file-errors.ts'
import { headOf, readPieces, writePieces } from './file-pieces.ts'
import { isLinked, putSmall, readSmall, smallBytes } from './small-files.ts'

/** Artifacts in a folder that only its owner can read: folders 0700, files 0600. */
export class FileStore implements ObjectStore {
  readonly room = { requests: 4, bytes: 64 << 20 }
  /** The folder, as an absolute path. */
  readonly folder: string
  /** Folders that were made, or found, a moment ago. */
  readonly #made = new Set<string>()

  constructor(folder: string) {
    this.folder = resolve(folder)
  }

  async put(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const target = this.locate(path)
    const { head, rest } = await headOf(bytes, smallBytes)
    if (rest === null) return putSmall(target, head)
    await this.#stage(target, rest, false, (staged) => rename(staged, target))
  }

  async putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    const target = this.locate(path)
    // A hard link fails when the target exists, so two writers cannot both win.
    return this.#stage(target, bytes, true, (staged) =>
      link(staged, target).then(() => syncFolder(dirname(target)).then(() => true), unless('EEXIST', false)),
    )
  }

  async copy(from: string, to: string): Promise<void> {
    if (!isLinked(this.locate(from), this.locate(to))) await copyBytes(this, from, to)
  }

  async assertWritable(folder: string): Promise<void> {
    await this.#stage(this.locate(`${folder}/probe`), Buffer.from('probe\n'), true, async () => undefined)
  }

  async get(path: string): Promise<Uint8Array | null> {
    const place = this.locate(path)
    const small = readSmall(place, path)
    if (small !== 'large') return small
    return readFile(place).catch(unless('ENOENT', null)).catch(explain(path))
  }

  async *stream(path: string): AsyncIterable<Uint8Array> {
    const small = readSmall(this.locate(path), path)
    if (small === null) throw missingObject(path)
    if (small !== 'large') {
      yield small
      return
    }
    const file = await open(this.locate(path)).catch(unless('ENOENT', null)).catch(explain(path))
    if (!file) throw missingObject(path)
    try {
      yield* readPieces(file)
    } finally {
      await file.close()
    }
  }

  async fill(path: string, memory: Uint8Array): Promise<void> {
    let at = 0
    for await (const piece of this.stream(path)) {
      if (at + piece.length <= memory.length) memory.set(piece, at)
      at += piece.length
    }
    if (at !== memory.length) throw otherSize(path)
  }

  async list(prefix: string): Promise<string[]> {
    const entries = await readdir(this.locate(prefix), { withFileTypes: true })
      .catch(unless('ENOENT', []))
      .catch(unless('ENOTDIR', null))
      .catch(explain(prefix))
    if (!entries) return [prefix]
    const below = entries
      .filter(({ name }) => !name.startsWith('.'))
      .map(async (entry) => {
        const path = `${prefix}/${entry.name}`
        return entry.isDirectory() ? this.list(path) : [path]
      })
    return (await Promise.all(below)).flat().sort()
  }

  async delete(prefix: string): Promise<void> {
    await rm(this.locate(prefix), { recursive: true, force: true }).catch(explain(prefix))
  }

  locate(path: string): string {
    assertSafePath(path)
    return join(this.folder, path)
  }

  /** Writes beside the target under a hidden name, which `list` does not show, and takes that name away again. */
  async #stage<Result>(
    target: string,
    bytes: Uint8Array | AsyncIterable<Uint8Array>,
    durable: boolean,
    place: (staged: string) => Promise<Result>,
  ): Promise<Result> {
    const folder = dirname(target)
    const staged = join(folder, `.${randomBytes(9).toString('hex')}`)
    let isPlaced = false
    try {
      const file = await this.#openIn(folder, staged)
      try {
        await writePieces(file, bytes)
        if (durable) await file.sync()
      } finally {
        await file.close()
      }
      const result = await place(staged)
      isPlaced = !durable
      return result
    } catch (error) {
      return explain(target)(error)
    } finally {
      // What was renamed is there no more under its hidden name.
      if (!isPlaced) await rm(staged, { force: true }).catch(() => {})
    }
  }

  /** A new file. Folders are made for the first one in each, and again where somebody has taken one away since. */
  async #openIn(folder: string, path: string): Promise<FileHandle> {
    if (this.#made.has(folder)) {
      const file = await open(path, 'wx', 0o600).catch(unless('ENOENT', null))
      if (file) return file
    }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    this.#made.add(folder)
    return open(path, 'wx', 0o600)
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}
