import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../../shared/errors.ts'

export interface SqlFile {
  /** As the user named it, or found in the folder that he named. */
  readonly path: string
  readonly text: string
}

const byName = new Intl.Collator('en', { numeric: true })

/** The files in the order in which they are named; of a folder its `.sql` files, by name, 2 before 10. Throws UsageError. */
export async function readSqlFiles(paths: readonly string[]): Promise<SqlFile[]> {
  const files: SqlFile[] = []
  for (const path of paths)
    for (const file of await filesOf(path))
      files.push({ path: file, text: await readFile(file, 'utf8').catch(unreadable(file)) })
  return files
}

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(unreadable(path))
  if (!found.isDirectory()) return [path]
  const names = (await readdir(path).catch(unreadable(path)))
    .filter((name) => name.endsWith('.sql'))
    .sort(byName.compare)
  if (names.length === 0) throw new UsageError(`${path}: there are no .sql files in this folder.`)
  return names.map((name) => join(path, name))
}

function unreadable(path: string): (error: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    throw new UsageError(
      `${path}: it cannot be read (${code ?? 'no reason given'}); --schema takes .sql files and folders of them.`,
    )
  }
}
