import { spawnSync } from 'node:child_process'
import { RunFailedError } from '../../errors.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import { freePort, waitForServer } from './ports.ts'

const image = 'mariadb:10.11'

/** True when a Docker engine answers, not only its client. */
export function hasDocker(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0
}

/** A throw-away container that Docker removes when it stops; it listens on loopback only. */
export async function startContainer(say: (line: string) => void): Promise<EmbeddedServer> {
  say(`No MariaDB or MySQL server here: starting ${image} with Docker.`)
  const port = await freePort()
  const name = `nightmask-db-${port}`
  const options = [
    'run',
    '--rm',
    '--detach',
    '--name',
    name,
    '--publish',
    `127.0.0.1:${port}:3306`,
    '--env',
    'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1',
  ]
  const started = spawnSync('docker', [...options, image, '--local-infile=1', '--max-allowed-packet=64M'], {
    stdio: 'ignore',
  })
  if (started.status !== 0)
    throw new RunFailedError(`Docker could not start ${image}; run 'docker run ${image}' and read what it says.`)
  const remove = () => void spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' })
  process.once('exit', remove)
  await waitForServer(port, () => false)
  return { url: `mysql://root@127.0.0.1:${port}`, stop: async () => remove() }
}
