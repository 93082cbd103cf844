import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInit } from '../../cli/commands/init.ts'
import { runKeyNew } from '../../cli/commands/key.ts'
import { runOptions } from '../../cli/commands/run.ts'
import type { Progress, RunResult } from '../../cli/progress.ts'
import { runPipeline } from '../../cli/run/run.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { RefusedError } from '../../shared/errors.ts'
import type { Case } from './case.ts'
import { memberRules, members } from './members.ts'

export const quiet: Progress = { step() {}, advance() {}, done() {}, failed() {}, note() {}, detail() {} }

/** Lives a case through on a server, in databases named after `name`. What is wrong with it as a sentence, null when it ended as it has to. */
export async function runCase(serverUrl: string, name: string, lived: Case): Promise<string | null> {
  const wire = await openWire(serverUrl, 'plain', { multiStatements: true })
  const folder = await mkdtemp(join(tmpdir(), 'nightmask-coincidence-'))
  try {
    for (const database of [name, `${name}_st`]) await remake(wire, database)
    await wire.execute(`USE ${name}`)
    for (const statement of statements(`${members}${lived.sql}`)) await wire.execute(statement)
    return await live(
      { wire, name, folder, urls: { source: `${serverUrl}/${name}`, staging: `${serverUrl}/${name}_st` } },
      lived,
    )
  } finally {
    for (const database of await databases(wire, name)) await wire.execute(`DROP DATABASE IF EXISTS ${database}`)
    wire.close()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly wire: Wire
  readonly name: string
  readonly folder: string
  readonly urls: { readonly source: string; readonly staging: string }
}

async function live(place: Place, lived: Case): Promise<string | null> {
  const policy = join(place.folder, 'policy.yaml')
  await mkdir(place.folder, { recursive: true })
  if (lived.by === 'init') await runInit({ source: place.urls.source, out: place.folder }, { progress: quiet })
  else await writeFile(policy, await handWritten(place, lived))
  await runKeyNew({ keyFile: join(place.folder, 'key') })
  for (const change of lived.later ?? []) {
    const { failure } = await night(place)
    if (failure) return `a night before the one that counts: ${failure.message}`
    await place.wire.execute(`USE ${place.name}`)
    for (const statement of statements(change)) await place.wire.execute(statement)
  }
  const { failure } = await night(place)
  if (failure && !(failure instanceof RefusedError)) return failure.message
  if (lived.ends === 'refused') return failure ? null : await stillThere(place, lived)
  if (lived.ends === 'published' && failure) return failure.message
  if (failure) {
    await writeFile(policy, paste(await readFile(policy, 'utf8'), failure.answers))
    const again = await night(place)
    if (again.failure) return `with the lines that were printed: ${again.failure.message}`
  } else if (lived.ends === 'answered') return 'published, and nobody was asked'
  return await changed(place, lived)
}

/** One night by the policy and the key in the folder. */
export async function night({ folder, urls }: Pick<Place, 'folder' | 'urls'>): Promise<RunResult> {
  const [policy, keyFile, artifacts] = [
    join(folder, 'policy.yaml'),
    join(folder, 'key'),
    `file:${join(folder, 'artifacts')}`,
  ]
  const options = await runOptions({ ...urls, policy, keyFile, artifacts }, { signal: new AbortController().signal })
  return runPipeline(options, quiet)
}

/** The lines as a person pastes them: at the end, or below the `accepted:` that is there. */
function paste(policy: string, answers: readonly string[]): string {
  const lines = answers.filter((line) => line.startsWith('  - '))
  return /^accepted:/m.test(policy)
    ? policy.replace(/^accepted:.*$/m, (head) => [head, ...lines].join('\n'))
    : `${policy}\naccepted:\n${lines.join('\n')}\n`
}

async function handWritten({ wire, name }: Place, { rules = {}, more = '' }: Case): Promise<string> {
  const columns = await wire.query(
    `SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = '${name}' AND t.table_type = 'BASE TABLE' AND c.extra NOT LIKE '%GENERATED' ORDER BY 1, c.ordinal_position`,
  )
  const tables = Map.groupBy(columns, ([table]) => String(table))
  const lines = [...tables].flatMap(([table, entries]) => [
    `  ${table}:`,
    ...entries.map(
      ([, column]) =>
        `    ${column}: ${{ ...memberRules, ...rules }[`${table}.${column}`] ?? '{ keep: "nobody is in it" }'}`,
    ),
  ])
  return ['version: 1', 'tables:', ...lines, more, ''].join('\n')
}

/** What `init` masked is as good as refused: the planted value is not in staging. */
async function stillThere({ wire, name }: Place, { finds }: Case): Promise<string | null> {
  if (!finds) return 'published'
  await wire.execute(`USE ${name}_st`)
  return Number((await wire.query(finds))[0]?.[0]) > 0 ? 'published, and staging holds it' : null
}

async function changed({ wire, name }: Place, { same = [] }: Case): Promise<string | null> {
  for (const place of same) {
    const [table, column] = place.split('.')
    const of = (database: string) =>
      `SELECT GROUP_CONCAT(${column} ORDER BY id SEPARATOR '|') FROM ${database}.${table}`
    const [[before], [after]] = [(await wire.query(of(name)))[0]!, (await wire.query(of(`${name}_st`)))[0]!]
    if (before !== after) return `${place} is not what it was`
  }
  return null
}

async function remake(wire: Wire, database: string): Promise<void> {
  await wire.execute(`DROP DATABASE IF EXISTS ${database}`)
  await wire.execute(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
}

async function databases(wire: Wire, name: string): Promise<string[]> {
  const rows = await wire.query(`SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${name}%'`)
  return rows.map(([schema]) => `\`${schema}\``)
}

// No text of a case has a semicolon before such a word.
function statements(sql: string): string[] {
  return sql
    .split(/;\s*(?=\n|$|INSERT |CREATE )/)
    .map((statement) => statement.trim())
    .filter(Boolean)
}
