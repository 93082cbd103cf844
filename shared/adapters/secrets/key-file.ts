import { constants, existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UsageError } from '../../errors.ts'
import { createPseudonymKey, type PseudonymKey } from '../../masking/digests/subkeys.ts'
import { newKeyText, parseKeyText } from './key-text.ts'

/** Where a key is by default: in a folder of its own, apart from the digests of originals, which it would make a test for guesses. */
export const defaultKeyFile = '.nightmask-key/key'
/** Where it was by default before 2026-11-29. */
const earlierKeyFile = '.nightmask/key'

/** The pseudonym key of a file that only its owner may read. Throws UsageError, never with a part of the file. */
export async function readKeyFile(path: string): Promise<PseudonymKey> {
  // A pipe would make open wait for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(explainReading(path))
  try {
    await assertPrivate(path, file)
    return createPseudonymKey(parseKeyText(path, await file.readFile('utf8')))
  } finally {
    await file.close()
  }
}

/** Makes a new random key in a new file of mode 0600 and returns it; a file that is there is never overwritten. */
export async function writeKeyFile(path: string): Promise<PseudonymKey> {
  const text = newKeyText()
  refuseEarlier(path)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(explainWriting(path))
  const file = await open(path, 'wx', 0o600).catch(explainWriting(path))
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await keepOutOfGit(path)
  return createPseudonymKey(parseKeyText(path, text))
}

/** Folders of nightmask's own hold a key, masked rows and records: nothing for version control, unless somebody said otherwise. */
async function keepOutOfGit(path: string): Promise<void> {
  const folder = dirname(path)
  const name = basename(folder)
  if (name !== '.nightmask' && name !== '.nightmask-key') return
  for (const own of new Set([folder, join(dirname(folder), '.nightmask')])) {
    await mkdir(own, { recursive: true, mode: 0o700 })
    await writeFile(join(own, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined)
  }
}

/** Throws where the key lies at the default place of before: another one would mean other pseudonyms for everybody. */
function refuseEarlier(path: string): void {
  if (!path.endsWith(defaultKeyFile)) return
  const earlier = join(path.slice(0, -defaultKeyFile.length), earlierKeyFile)
  if (!existsSync(earlier)) return
  throw new UsageError(
    `${path} is where a key lies now, apart from the artifacts; yours is still at ${earlier}: mkdir -p ${dirname(path)} && mv ${earlier} ${path}, or name it (key: { file: ${earlierKeyFile} }).`,
  )
}

async function assertPrivate(path: string, file: FileHandle): Promise<void> {
  const stat = await file.stat()
  if (!stat.isFile()) throw new UsageError(`${path} is not a file; a pseudonym key is one.`)
  // Windows has no such modes.
  if (process.platform === 'win32' || (stat.mode & 0o077) === 0) return
  const mode = (stat.mode & 0o777).toString(8).padStart(4, '0')
  throw new UsageError(`${path}: others than its owner may use this key (mode ${mode}); run chmod 600 on it.`)
}

function explainReading(path: string): (error: unknown) => never {
  return (error) => {
    const missing = codeOf(error) === 'ENOENT'
    if (missing) refuseEarlier(path)
    throw new UsageError(
      missing
        ? `${path}: there is no pseudonym key; \`nightmask key new --key-file ${path}\` makes one.`
        : `${path}: the pseudonym key cannot be read (${codeOf(error)}).`,
    )
  }
}

function explainWriting(path: string): (error: unknown) => never {
  return (error) => {
    // A folder that cannot be made because a file has its name is no key.
    const there = codeOf(error) === 'EEXIST' && (error as NodeJS.ErrnoException).syscall !== 'mkdir'
    throw new UsageError(
      there
        ? `${path} is there and stays as it is: another key means other pseudonyms. Name another file for a new key.`
        : `${path}: the pseudonym key cannot be written (${codeOf(error)}).`,
    )
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason'
}
