import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A database server program on this machine, and how its data folder is made. */
export interface ServerProgram {
  readonly family: 'mariadb' | 'mysql'
  readonly server: string
  /** MariaDB's mariadb-install-db; null for MySQL, whose server initialises itself. */
  readonly installer: string | null
}

const systemFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/opt/homebrew/bin', '/usr/local/bin']

/** The first MariaDB or MySQL server of PATH or of the folders where packages put servers; null when there is none. */
export function findServer(path: string): ServerProgram | null {
  const folders = [...path.split(delimiter), ...systemFolders]
  const mariadbd = findProgram('mariadbd', folders)
  const installer = findProgram('mariadb-install-db', folders)
  // mariadb-install-db asks my_print_defaults, which Debian keeps in the client's package.
  if (mariadbd && installer && findProgram('my_print_defaults', folders))
    return { family: 'mariadb', server: mariadbd, installer }
  const mysqld = findProgram('mysqld', folders)
  return mysqld ? { family: 'mysql', server: mysqld, installer: null } : null
}

/** Full path of an executable in the folders, or null. */
export function findProgram(name: string, folders: readonly string[]): string | null {
  return (
    folders
      .filter(Boolean)
      .map((folder) => join(folder, name))
      .find(isExecutable) ?? null
  )
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
