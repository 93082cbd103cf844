import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Generation, readGeneration } from '../oracle/generation.ts'
import { type Edition, editionSql, fixtureSql, policyText } from './fixture.ts'
import { type Ending, Program } from './program.ts'
import type { Family, ServerProgram } from './programs.ts'
import { Relay, type Side } from './relay.ts'
import { Server } from './server.ts'
import { spareOf } from './spare.ts'
import { quote, sql, trySql } from './sql.ts'

export const sourceName = 'ferry'
export const stagingName = 'ferry_staging'

/** Two servers of one family, the company's database on one and its staging on the other, and what a healthy night makes of both editions. */
export class Lane {
  readonly family: Family
  readonly version: string
  readonly program: ServerProgram
  readonly servers: Readonly<Record<Side, Server>>
  readonly relays: Readonly<Record<Side, Relay>>
  readonly folder: string
  /** Whether its nights bring a kept generation forward, rather than load everything. */
  readonly changes: boolean
  /** What staging serves after a healthy night, by the edition of the source. */
  readonly healthy = new Map<Edition, Generation>()
  /** What the source holds, and what staging serves. */
  edition: Edition = 1
  served: Edition = 1
  /** How long publish took in the latest healthy nights, so that random moments lie within it. */
  publishMilliseconds = 200

  get artifacts(): string {
    return join(this.folder, 'artifacts')
  }

  get keyFile(): string {
    return join(this.folder, 'key')
  }

  private constructor(
    program: ServerProgram,
    servers: Record<Side, Server>,
    relays: Record<Side, Relay>,
    version: string,
    changes: boolean,
  ) {
    this.program = program
    this.servers = servers
    this.relays = relays
    this.version = version
    this.changes = changes
    this.family = servers.source.family
    this.folder = join(tmpdir(), `nightmask-faults-${process.pid}-${this.family}`)
  }

  static async open(program: ServerProgram, changes = false): Promise<Lane> {
    const [source, staging] = [
      await Server.start(program, `${program.family}-source`),
      await Server.start(program, `${program.family}-staging`, ['--skip-log-bin']),
    ]
    const [toSource, toStaging] = [new Relay('source', source.port), new Relay('staging', staging.port)]
    await Promise.all([toSource.listen(), toStaging.listen()])
    const version = (await sql(source.url, 'SELECT VERSION()'))[0]?.[0] ?? ''
    const lane = new Lane(
      program,
      { source, staging },
      { source: toSource, staging: toStaging },
      version.replace(/-.*/, ''),
      changes,
    )
    process.on('exit', () => lane.#leave())
    await lane.beginAnew()
    return lane
  }

  /** Everything as on the first day: after a case that broke something, the next one owes it nothing. */
  async beginAnew(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.folder, { recursive: true })
    writeFileSync(join(this.folder, 'policy.yaml'), policyText)
    const { source, staging } = this.relays
    writeFileSync(
      join(this.folder, 'nightmask.yaml'),
      `source: { url: "${source.url}/${sourceName}" }
staging: { url: "${staging.url}/${stagingName}" }
key: { file: key }
policy: policy.yaml
artifacts: file:artifacts
refresh: { changes: ${this.changes ? 'auto' : 'never'} }
`,
    )
    await this.dropStaging()
    await this.rebuildSource(1)
    await this.#mustSucceed(['key', 'new', '--key-file', join(this.folder, 'key')])
    for (const edition of [1, 2] as const) {
      await this.refresh(edition)
      this.healthy.set(edition, await this.generation())
    }
    await this.keepSpare()
  }

  /** The flags of every command that needs both sides, on the way through the relays. */
  flags(artifacts = this.artifacts): string[] {
    const { source, staging } = this.relays
    const urls = ['--source', `${source.url}/${sourceName}`, '--staging', `${staging.url}/${stagingName}`]
    const files = ['--policy', join(this.folder, 'policy.yaml'), '--artifacts', artifacts]
    return ['-c', join(this.folder, 'nightmask.yaml'), ...urls, ...files, '--key-file', this.keyFile]
  }

  /** The edition that staging does not serve. */
  other(): Edition {
    return this.served === 1 ? 2 : 1
  }

  /** Nights until there is a generation to bring forward, where that is asked for. */
  async keepSpare(): Promise<void> {
    for (let nights = 0; this.changes && nights < 3; nights++) {
      if (await spareOf(this.servers.staging.url, stagingName)) return
      await this.refresh(this.other())
    }
  }

  /** A healthy night. */
  async refresh(edition: Edition): Promise<void> {
    await this.turn(edition)
    await this.#mustSucceed(['run', ...this.flags()])
    this.served = edition
  }

  async turn(edition: Edition): Promise<void> {
    await this.sourceSql(...editionSql(edition))
    this.edition = edition
  }

  async rebuildSource(edition: Edition): Promise<void> {
    const { url } = this.servers.source
    await sql(url, `DROP DATABASE IF EXISTS ${sourceName}`, `CREATE DATABASE ${sourceName} CHARACTER SET utf8mb4`)
    await this.sourceSql(...fixtureSql())
    await this.turn(edition)
  }

  async dropStaging(): Promise<void> {
    for (const schema of await this.stagingSchemas())
      await sql(this.servers.staging.url, `DROP DATABASE ${quote(schema)}`)
    await sql(this.servers.staging.url, `CREATE DATABASE ${stagingName} CHARACTER SET utf8mb4`)
  }

  /** Staging and every schema beside it. */
  async stagingSchemas(): Promise<string[]> {
    const rows = await trySql(
      this.servers.staging.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'ferry\\_staging%' ORDER BY 1`,
    )
    return rows.map(([name]) => name!)
  }

  generation(schema = stagingName): Promise<Generation> {
    return readGeneration(this.servers.staging.url, schema)
  }

  sourceSql(...statements: string[]): Promise<unknown> {
    return sql(`${this.servers.source.url}/${sourceName}`, ...statements)
  }

  stagingSql(...statements: string[]): Promise<unknown> {
    return sql(`${this.servers.staging.url}/${stagingName}`, ...statements)
  }

  /** Takes note of how long a publish took that nobody disturbed. */
  learn({ publishMilliseconds }: Ending): void {
    if (publishMilliseconds) this.publishMilliseconds = (this.publishMilliseconds + publishMilliseconds) / 2
  }

  async #mustSucceed(args: readonly string[]): Promise<Ending> {
    const ending = await new Program(args).ended
    if (ending.code !== 0) throw new Error(`nightmask ${args[0]} ended with ${ending.code}: ${ending.stderr}`)
    this.learn(ending)
    return ending
  }

  // A case that was stopped may have mounted something there; the servers have guardians of their own.
  #leave(): void {
    for (const folder of ['artifacts/runs', 'artifacts/audit', 'artifacts'])
      spawnSync('umount', ['-l', join(this.folder, folder)], { stdio: 'ignore' })
    rmSync(this.folder, { recursive: true, force: true })
  }
}
