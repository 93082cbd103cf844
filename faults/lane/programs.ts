import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findProgram } from '../../shared/adapters/embedded/find-server.ts'

export type Family = 'mariadb' | 'mysql'

/** How a server program is called on this machine. `root` is the folder that it takes for the root of the file system, or ''. */
export interface ServerProgram {
  readonly family: Family
  readonly root: string
  readonly server: readonly string[]
  /** The command that makes a data folder, without the folder. */
  readonly initialise: readonly string[]
}

const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/usr/libexec']
const common = ['--no-defaults', ...(process.getuid?.() === 0 ? ['--user=root'] : [])]

/** The program of a family: on PATH, or where ../shared/tools/real-engines keeps Debian's MySQL; null where there is none. */
export function findProgramOf(family: Family): ServerProgram | null {
  return family === 'mariadb' ? findMariadb() : (findMysql('') ?? findMysql(enginesFolder()))
}

function findMariadb(): ServerProgram | null {
  const [server, installer] = ['mariadbd', 'mariadb-install-db'].map((name) => findProgram(name, folders))
  if (!server || !installer) return null
  const initialise = [installer, ...common, '--auth-root-authentication-method=normal', '--skip-test-db']
  return { family: 'mariadb', root: '', server: [server, ...common], initialise }
}

function findMysql(root: string): ServerProgram | null {
  // MariaDB brings a program of this name too, and says who it is.
  const found = root ? existsSync(`${root}/usr/sbin/mysqld`) : findProgram('mysqld', folders)
  if (!found) return null
  const command = root ? ['chroot', root, '/usr/sbin/mysqld'] : [found as string]
  const { stdout } = spawnSync(command[0]!, [...command.slice(1), '--no-defaults', '--version'], { encoding: 'utf8' })
  if (!stdout || stdout.includes('MariaDB')) return null
  const server = [...command, ...common]
  return { family: 'mysql', root, server, initialise: [...server, '--initialize-insecure'] }
}

function enginesFolder(): string {
  return process.env.ENGINES_DIR ?? '/var/tmp/nightmask-engines'
}
