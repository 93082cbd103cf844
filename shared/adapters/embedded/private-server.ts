import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { RunFailedError } from '../../errors.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import type { ServerProgram } from './find-server.ts'
import { freePort, waitForServer } from './ports.ts'

const run = promisify(execFile)

/** Starts the program on a data folder of its own under the system's folder for temporary files. */
export async function startPrivateServer(
  program: ServerProgram,
  extra: readonly string[] = [],
): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'nightmask-db-'))
  try {
    await initialise(program, folder)
    const port = await freePort()
    const guardian = spawnGuardian(program, folder, port, extra)
    await waitForServer(port, () => guardian.exitCode !== null)
    const stop = () => stopGuardian(guardian)
    return { url: `mysql://root@127.0.0.1:${port}`, stop }
  } catch {
    const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '')
    await rm(folder, { recursive: true, force: true })
    throw new RunFailedError(`${program.server} did not start. ${lastErrorLine(log)}`.trim())
  }
}

async function initialise(program: ServerProgram, folder: string): Promise<void> {
  const data = join(folder, 'data')
  const user = runningUser()
  const how: [string, string[]] = program.installer
    ? [
        program.installer,
        ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...user],
      ]
    : [program.server, ['--no-defaults', '--initialize-insecure', `--datadir=${data}`, ...user]]
  await run(...how, { env: { ...process.env, TMPDIR: folder } })
}

/**
 * The server runs under a shell that waits on a pipe from this process: when the pipe closes, however this process
 * ended, the shell stops the server and removes its folder. In a process group of its own, Ctrl-C does not reach it first.
 */
function spawnGuardian(program: ServerProgram, folder: string, port: number, extra: readonly string[]) {
  const script =
    'trap "" INT TERM HUP; folder=$1; shift; "$@" >"$folder/server.log" 2>&1 & server=$!; read -r _; kill $server; wait $server; rm -rf "$folder"'
  const settings = [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    // Not the system's: a server that starts removes the temporary tables that it finds there, those of another server too.
    `--tmpdir=${folder}`,
    `--socket=${join(folder, 'db.sock')}`,
    `--pid-file=${join(folder, 'db.pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--local-infile=1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--max-allowed-packet=64M',
    '--innodb-buffer-pool-size=512M',
    '--innodb-flush-log-at-trx-commit=2',
    ...(program.family === 'mariadb'
      ? ['--innodb-log-file-size=256M']
      : ['--innodb-redo-log-capacity=512M', '--mysqlx=OFF']),
    ...runningUser(),
    ...extra,
  ]
  const guardian = spawn('/bin/sh', ['-c', script, 'sh', folder, program.server, ...settings], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guardian.unref()
  return guardian
}

function stopGuardian(guardian: ReturnType<typeof spawnGuardian>): Promise<void> {
  if (guardian.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    guardian.once('exit', () => resolve())
    guardian.ref()
    guardian.stdin?.end()
  })
}

function runningUser(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : []
}

function lastErrorLine(log: string): string {
  return log.split('\n').findLast((line) => /\berror\b/i.test(line)) ?? ''
}
