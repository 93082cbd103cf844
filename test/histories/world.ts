import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '../../faults/lane/sql.ts'
import { Chance } from './chance.ts'
import { Database } from './database.ts'
import { firstRules, policyText, type Rules } from './policy.ts'
import { fill, keptFrom } from './rows.ts'
import { schemaSql } from './source-schema.ts'
import { type Fault, Staging } from './staging.ts'

let worlds = 0

/** What a history changes: production, two stagings of it under one key, and how they are refreshed. */
export class World {
  readonly chance: Chance
  readonly source: Database
  /** Refreshed by changes where that can be, and always in full. */
  readonly a: Staging
  readonly b: Staging
  readonly folder: string
  readonly rules: Rules = firstRules()
  comments: 'keep' | 'drop' = 'keep'
  keepsRows = false
  setsRows = false
  seedsCases = false
  /** Whether somebody has altered what nights have left. */
  altersLedger = false
  key = 'key-1'
  /** What the night to come meets in A. */
  fault: Fault | null = null
  /** Columns, tables and indexes that the history has added, by what takes each away. */
  readonly added = new Map<string, () => Promise<unknown>>()
  /** Originals that equalled a fake, as conditions of their rows. */
  readonly coincided: { readonly table: string; readonly condition: string }[] = []
  numbered = 0

  private constructor(url: string, seed: string) {
    this.chance = new Chance(seed)
    this.folder = join(tmpdir(), `nightmask-history-${process.pid}-${worlds++}`)
    this.source = new Database(url, `t_history_${process.pid}_${worlds}`)
    this.a = new Staging('A', this.source, this.folder, 'auto')
    this.b = new Staging('B', this.source, this.folder, 'never')
  }

  /** `url` of a server, without a database. */
  static async begin(url: string, seed: string): Promise<World> {
    const world = new World(url, seed)
    mkdirSync(world.folder, { recursive: true })
    for (const key of ['key-1', 'key-2'])
      writeFileSync(join(world.folder, key), keyText(`${seed} ${key}`), { mode: 0o600 })
    for (const { name } of [world.source, world.a.database, world.b.database])
      await sql(url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`)
    for (const statement of schemaSql(world.chance.happens(0.3))) await world.source.rows(statement)
    await fill(world.chance, world.source)
    for (const { database } of [world.a, world.b])
      await database.rows('CREATE TABLE qa_notes (id INT PRIMARY KEY, note VARCHAR(40))')
    return world
  }

  /** Writes policy and both configurations as they are now. */
  write(): void {
    writeFileSync(join(this.folder, 'policy.yaml'), policyText(this.rules, this.comments))
    const own = [
      '  keep_tables: [qa_notes]\n',
      this.keepsRows
        ? `  keep_rows:\n    - { table: people, where: { id: { at_least: ${keptFrom}, below: ${2 * keptFrom} } }, on_clash: staging }\n`
        : '',
      this.setsRows
        ? `  settings:
    - { table: people, where: { kind: staff }, set: { country: xx }, may_miss: true }
    - { table: tokens, blank: [raw], may_miss: true }
    - { table: visits, where: { page: "slow*" }, empty: true, may_miss: true }
`
        : '',
    ].join('')
    const seed = `{ value: 42${this.seedsCases ? ', edge_cases: [schema]' : ''} }`
    for (const staging of [this.a, this.b]) staging.configure(own, seed, this.key)
  }

  async end(): Promise<void> {
    for (const database of [this.source, this.a.database, this.b.database]) database.close()
    const schemas = await sql(
      this.source.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name = '${this.source.name}' OR schema_name LIKE '${this.source.name.replaceAll('_', '\\_')}\\_%'`,
    )
    for (const [name] of schemas) await sql(this.source.url, `DROP DATABASE IF EXISTS \`${name}\``)
    rmSync(this.folder, { recursive: true, force: true })
  }
}

// As key files are written, but the same for the same history.
function keyText(name: string): string {
  return `nightmask-pseudonym-key-1:${createHash('sha256').update(name).digest('base64url')}\n`
}
