import { execFile, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { open, statfs, truncate } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, waitForServer } from '../../shared/adapters/embedded/ports.ts'
import type { Family, ServerProgram } from './programs.ts'

const run = promisify(execFile)
const diskMegabytes = 1600
const zeros = Buffer.alloc(4 << 20)

/** A server that cannot read what it had written itself when it was killed. */
export class ServerLost extends Error {}

/** A server of the matrix' own on a small disk of its own, to be killed, frozen and starved. */
export class Server {
  readonly family: Family
  readonly url: string
  readonly port: number
  /** Whether the disk is its own, so that it can be filled. */
  readonly ownDisk: boolean
  readonly #program: ServerProgram
  /** As the server sees it, and as this process does. */
  readonly #inside: string
  readonly #folder: string
  readonly #extra: readonly string[]

  private constructor(program: ServerProgram, name: string, port: number, extra: readonly string[]) {
    this.#program = program
    this.#inside = `/var/tmp/${name}`
    this.#folder = `${program.root}${this.#inside}`
    this.#extra = extra
    this.family = program.family
    this.port = port
    this.url = `mysql://root@127.0.0.1:${port}`
    mkdirSync(this.#folder, { recursive: true })
    this.ownDisk =
      spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'nightmask', this.#folder]).status === 0
  }

  /** `extra` are options of the server program. */
  static async start(program: ServerProgram, name: string, extra: readonly string[] = []): Promise<Server> {
    const server = new Server(program, `nightmask-faults-${process.pid}-${name}`, await freePort(), extra)
    server.#guard()
    await server.#initialise()
    await server.start()
    return server
  }

  /** Starts it on empty data, when it cannot start on what it has. */
  async renew(): Promise<void> {
    rmSync(`${this.#folder}/data`, { recursive: true, force: true })
    await this.#initialise()
    await this.start()
  }

  async #initialise(): Promise<void> {
    const [command, ...args] = this.#program.initialise
    await run(command!, [...args, `--datadir=${this.#inside}/data`])
  }

  /** Starts it, also again on the data that a killed server left. */
  async start(): Promise<void> {
    const at = this.#inside
    const settings = [
      `--datadir=${at}/data`,
      `--tmpdir=${at}`,
      `--socket=${at}/db.sock`,
      `--pid-file=${at}/db.pid`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      '--local-infile=1',
      '--character-set-server=utf8mb4',
      '--max-allowed-packet=64M',
      '--innodb-buffer-pool-size=128M',
      '--innodb-flush-log-at-trx-commit=1',
      '--sync-binlog=1',
      `--log-bin=${at}/binlog`,
      '--server-id=1',
      '--performance-schema=OFF',
      ...(this.family === 'mariadb'
        ? [
            ...['--skip-name-resolve', '--innodb-log-file-size=64M', '--binlog-expire-logs-seconds=600'],
            // It can be changed later only where it has a value.
            '--max-user-connections=1000',
          ]
        : ['--innodb-redo-log-capacity=64M', '--mysqlx=OFF', '--secure-file-priv=']),
      ...this.#extra,
    ]
    const log = openSync(`${this.#folder}/server.log`, 'a')
    const [command, ...args] = [...this.#program.server, ...settings]
    const child = spawn(command!, args, { stdio: ['ignore', log, log], detached: true })
    child.unref()
    await waitForServer(this.port, () => child.exitCode !== null).catch(() => {
      throw new ServerLost(
        `${this.family} did not start:\n${readFileSync(`${this.#folder}/server.log`, 'utf8').slice(-1500)}`,
      )
    })
  }

  get isRunning(): boolean {
    return existsSync(`${this.#folder}/db.pid`) && isAlive(this.pid)
  }

  get pid(): number {
    return Number(readFileSync(`${this.#folder}/db.pid`, 'utf8'))
  }

  /** As a power cut does it: nothing is said to anybody. */
  async kill(): Promise<void> {
    const { pid } = this
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await pause(10)
  }

  /** Leaves so many bytes free on its disk, until the returned function is called. */
  async fillDisk(bytesLeft: number): Promise<() => Promise<void>> {
    const ballast = `${this.#folder}/ballast`
    const { bavail, bsize } = await statfs(this.#folder)
    // In pieces, each of them awaited: the relays of the other lane live in this process too, and whoever connects through them would wait.
    const file = await open(ballast, 'w')
    try {
      for (let left = bavail * bsize - bytesLeft; left > 0; left -= zeros.length)
        await file.write(zeros, 0, Math.min(left, zeros.length))
    } catch (error) {
      // The server wrote meanwhile: the disk is as full as it can be.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      await file.close()
    }
    return () => truncate(ballast)
  }

  // It ends when the pipe from this process closes, however this process ended: the server goes, then its disk.
  #guard(): void {
    const script = `trap "" INT TERM HUP; read -r _; kill -9 $(cat "$1/db.pid"); umount -l "$1"; rm -rf "$1"`
    const guardian = spawn('/bin/sh', ['-c', script, 'sh', this.#folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    guardian.unref()
    ;(guardian.stdin as unknown as { unref(): void }).unref()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
