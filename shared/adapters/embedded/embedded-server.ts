import { RunFailedError } from '../../errors.ts'
import { hasDocker, startContainer } from './container.ts'
import { findServer } from './find-server.ts'
import { canInstall, installServer } from './install-server.ts'
import { startPrivateServer } from './private-server.ts'

/** A database server of our own on loopback; its files are gone when it stops, also when this process is killed. */
export interface EmbeddedServer {
  /** mysql://root@127.0.0.1:PORT, without a database. */
  readonly url: string
  stop(): Promise<void>
}

/** `settings` are options of the server program. The server on PATH; else, as root on Debian, one installed by apt-get; else Docker; else one clear sentence. */
export async function startEmbeddedServer(
  say: (line: string) => void,
  settings: readonly string[] = [],
): Promise<EmbeddedServer> {
  const path = process.env.PATH ?? ''
  if (!findServer(path) && canInstall()) installServer(say)
  const program = findServer(path)
  // Twice: between finding a free port and listening on it, another program may have taken it.
  if (program) return startPrivateServer(program, settings).catch(() => startPrivateServer(program, settings))
  if (hasDocker()) return startContainer(say)
  throw new RunFailedError(
    'No MariaDB or MySQL server was found, apt-get cannot be used here (it needs root on Debian or Ubuntu) and no Docker engine answers: install mariadb-server or start Docker.',
  )
}
