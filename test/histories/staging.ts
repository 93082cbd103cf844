import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandOf } from '../../bench/command.ts'
import type { StepName } from '../../shared/pipeline.ts'
import { Database } from './database.ts'

/** How a night is disturbed: where, and in which way. */
export interface Fault {
  readonly step: StepName
  readonly way: 'interrupted' | 'connections killed' | 'process killed'
  readonly milliseconds: number
  /** Whether the run that failed is gone on with. */
  readonly resumes: boolean
}

export interface Night {
  readonly exitCode: number
  /** The sentence of the failure, or ''. */
  readonly said: string
  readonly published: boolean
  /** The member `refresh` of the record, null where there is none. */
  readonly refresh: {
    readonly kind: string
    readonly why?: string
    readonly reused?: { readonly rows: number }
    readonly altered?: readonly string[]
  } | null
}

/** One of the two stagings of a history, and the commands of its owner. */
export class Staging {
  readonly label: 'A' | 'B'
  readonly database: Database
  readonly config: string
  readonly #folder: string
  readonly #source: Database
  readonly #changes: 'auto' | 'never'

  constructor(label: 'A' | 'B', source: Database, folder: string, changes: 'auto' | 'never') {
    this.label = label
    this.#source = source
    this.#folder = folder
    this.#changes = changes
    this.database = new Database(source.url, `${source.name}_${label.toLowerCase()}`)
    this.config = join(folder, `${label}.yaml`)
  }

  /** Writes its nightmask.yaml; `own` is what stands under staging, `seed` what stands under seed. */
  configure(own: string, seed: string, key: string): void {
    const { url, name } = this.database
    writeFileSync(
      this.config,
      `source: { url: "${url}/${this.#source.name}" }
staging:
  url: "${url}/${name}"
${own}policy: ${join(this.#folder, 'policy.yaml')}
key: { file: ${join(this.#folder, key)} }
artifacts: file:${join(this.#folder, this.label)}
seed: ${seed}
refresh: { changes: ${this.#changes} }
`,
    )
  }

  /** A night; with a fault it is disturbed, if it does not end before. */
  async run(args: readonly string[], fault: Fault | null = null): Promise<Night> {
    let isStruck = false
    const { code, stdout, stderr } = await command(['run', '-c', this.config, '--json', ...args], (told, child) => {
      if (!fault || isStruck || !told.includes(`${fault.step} …`)) return
      isStruck = true
      void pause(fault.milliseconds).then(() => this.#strike(fault, child))
    })
    return nightOf(code, stdout, stderr)
  }

  async rollback(): Promise<boolean> {
    return (await command(['rollback', '-c', this.config])).code === 0
  }

  /** The latest run of which there are artifacts. */
  newestRun(): string | null {
    return (
      readdirSync(join(this.#folder, this.label, 'runs'), { withFileTypes: true })
        // Whoever was killed has left his lock beside them.
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
        .at(-1) ?? null
    )
  }

  /** Every file that its runs have left, as `<run id>/<rest>`, and the folder in which they lie. */
  artifacts(): { readonly folder: string; readonly files: readonly string[] } {
    const folder = join(this.#folder, this.label, 'runs')
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return { folder, files: files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort() }
  }

  /** The schema that is served and those of the generations before. */
  async generations(): Promise<string[]> {
    const { name } = this.database
    const kept = await this.database.column(
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${name.replaceAll('_', '\\_')}\\_nm\\_p\\_%' ORDER BY 1`,
    )
    return [name, ...kept]
  }

  async #strike({ way }: Fault, child: ChildProcess): Promise<void> {
    if (way === 'connections killed') await this.#killConnections()
    else child.kill(way === 'interrupted' ? 'SIGINT' : 'SIGKILL')
  }

  // Those that are in this staging's schemas or in the source's; the history's own are in its databases too, and open again.
  async #killConnections(): Promise<void> {
    const { url, name } = this.database
    const server = new Database(url, 'information_schema')
    const threads = await server.rows('SHOW PROCESSLIST')
    const ours = threads.filter(([, , , schema]) => schema?.startsWith(name) || schema === this.#source.name)
    for (const [thread] of ours) await server.rows(`KILL CONNECTION ${thread}`).catch(() => undefined)
    server.close()
    this.#source.close()
    this.database.close()
  }
}

/** The installed command, to its end; `heard` is given all of standard error that was said so far, whenever something is said. */
async function command(args: readonly string[], heard: (told: string, child: ChildProcess) => void = () => undefined) {
  const child = spawn(process.execPath, [commandOf('.'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const told = { stdout: '', stderr: '' }
  child.stdout.on('data', (bytes: Buffer) => {
    told.stdout += bytes
  })
  child.stderr.on('data', (bytes: Buffer) => {
    told.stderr += bytes
    heard(told.stderr, child)
  })
  const code = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 137)))
  return { code, ...told }
}

function nightOf(exitCode: number, stdout: string, stderr: string): Night {
  const json = stdout.startsWith('{') ? JSON.parse(stdout) : null
  const said = /nightmask: ([\s\S]*)/.exec(stderr)?.[1] ?? stderr.slice(-300)
  return {
    exitCode,
    said: exitCode === 0 ? '' : said.replaceAll(/\s+/g, ' ').slice(0, 400),
    published: json?.record?.outcome === 'published',
    refresh: json?.record?.refresh ?? null,
  }
}
