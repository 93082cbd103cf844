import { spawnSync } from 'node:child_process'
import { RunFailedError } from '../../errors.ts'

// The client's package holds my_print_defaults, without which mariadb-install-db makes no data folder.
const debianPackages = ['mariadb-server-core', 'mariadb-client-core']
const listed = debianPackages.join(' ')

/**
 * Installs the server program with apt-get. Only the programs: the -core packages bring no system service, no user
 * and no data folder. Throws RunFailedError with the command to run by hand.
 */
export function installServer(say: (line: string) => void): void {
  say(`No MariaDB or MySQL server here: installing Debian's ${listed} with apt-get (the program only, no service).`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...debianPackages], {
      env,
      stdio: 'ignore',
    })
  if (install().status === 0) return
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
  if (install().status !== 0)
    throw new RunFailedError(
      `apt-get could not install ${listed}; run 'apt-get install ${listed}' and read what it says.`,
    )
}

/** True where apt-get may be used without asking: as root on Debian, Ubuntu and their kin. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
}
