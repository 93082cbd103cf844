import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { freshFolder, nightmask } from './nightmask.ts'

const database = `
  CREATE TABLE people (id INT PRIMARY KEY, mail VARCHAR(80) UNIQUE, push VARCHAR(40));
  INSERT INTO people VALUES (1, 'odalys@brook.example.org', 'p1'), (2, 'ignatius@brook.example.org', 'p2');
  CREATE TABLE keyrings (id INT PRIMARY KEY, person INT, secret VARCHAR(40), CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id));
  CREATE TABLE mails (id INT PRIMARY KEY); INSERT INTO mails VALUES (1), (2);`
const badge = readFileSync('test/fixtures/masks/badge.ts', 'utf8')
const policy = `version: 1
tables:
  people: { id: keep, mail: email, push: badge }
  keyrings: skip_rows
  mails: { id: keep }
`
/** A tool as applications have it: it leaves its traces, and fails as long as a file is there. */
const tool = (stop: string, seen: string) => `
import { existsSync, writeFileSync } from 'node:fs'
import mysql from 'mysql2/promise'
writeFileSync('${seen}', JSON.stringify(process.env))
const database = await mysql.createConnection(process.env.NIGHTMASK_SHADOW_URL)
await database.query('ALTER TABLE people ADD COLUMN beta INT NOT NULL DEFAULT 7')
console.log('mail of the first:', (await database.query('SELECT mail FROM people'))[0][0].mail)
if (existsSync('${stop}')) process.exit(3)
await database.query('CREATE TABLE betas (id INT PRIMARY KEY)')
await database.query('INSERT INTO betas VALUES (1), (2), (3)')
await database.end()`

describeEachServer('a staging of its own', (server) => {
  it('is planned, kept, searched, set and migrated; a migration that fails leaves what was there, and is tried again by --resume', async () => {
    const folder = freshFolder()
    const source = await freshDatabase(server, 'ours')
    const staging = await freshDatabase(server, 'theirs')
    await runSql(source.url, database)
    const [config, stop, seen] = ['nightmask.yaml', 'stop', 'seen'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(join(folder, 'policy.yaml'), policy)
    writeFileSync(join(folder, 'badge.ts'), badge)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const written = (more: string) =>
      writeFileSync(
        config,
        `source: { url: "${source.url}" }
policy: ${join(folder, 'policy.yaml')}
key: { file: ${join(folder, 'key')} }
artifacts: file:${join(folder, 'artifacts')}
transformers: [./*.ts]
staging:
  url: "${staging.url}"
  keep_rows:
    - { table: people, where: { id: [900, 901] } }
    - { table: keyrings, where: { secret: "qa*" } }
  settings:
    - { table: mails, empty: true }
    - { table: people, where: { id: 1 }, blank: [push] }
${more}`,
      )
    const run = (...more: string[]) => nightmask('run', '-c', config, '--json', ...more)
    const recordOf = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as { record: AuditRecord }).record
    written('')
    writeFileSync(join(folder, 'badge.ts'), badge.replace('draw.tag(drawn)', "'same'"))
    const broken = await nightmask('plan', '-c', config)
    expect([broken.exitCode, broken.stdout, broken.stderr]).toEqual([
      2,
      '',
      expect.stringMatching(
        /transformers: 1 problem — badge\.ts: badge on its example badge of type varchar\(40\) makes/,
      ),
    ])
    writeFileSync(join(folder, 'badge.ts'), badge)
    expect((await run()).exitCode).toBe(0)
    await runSql(
      staging.url,
      `INSERT INTO people VALUES (900, 'qa@test.example', 'x'); INSERT INTO keyrings VALUES (1, 900, 'qa_1');
       CREATE TABLE visits (id INT PRIMARY KEY, who VARCHAR(80)); INSERT INTO visits VALUES (1, 'odalys@brook.example.org')`,
    )
    written('  keep_tables: [visits]\n')
    const refused = await run()
    const { checks } = recordOf(refused)
    expect([refused.exitCode, checks.find(({ name }) => name === 'leaks')?.findings]).toEqual([
      4,
      ['visits.who: 1 cell with a real value of people.mail, an e-mail address'],
    ])
    expect(await runSql(staging.url, 'SELECT COUNT(*) FROM people')).toEqual([['3']])
    await runSql(staging.url, "UPDATE visits SET who = 'somebody@test.example'")

    written(
      `  keep_tables: [visits]\n  migrate: "${process.execPath} --input-type=module -e \\"$(cat ${join(folder, 'tool')})\\""\n`,
    )
    writeFileSync(join(folder, 'tool'), tool(stop, seen))
    writeFileSync(stop, '')
    process.env.PRODUCTION_URL = source.url
    const failed = await run()
    const { runId } = recordOf(failed)
    expect([failed.exitCode, failed.stderr]).toEqual([
      1,
      expect.stringMatching(/staging\.migrate ended with exit code 3 after \d+ s; what it wrote is in\s/),
    ])
    expect(failed.stderr + failed.stdout).not.toContain('mail of the first')
    expect(readFileSync(join(folder, 'artifacts', 'runs', runId, 'notes', 'migrationOutput.json'), 'utf8')).toContain(
      'mail of the first',
    )
    expect(await runSql(staging.url, "SHOW TABLES LIKE 'betas'")).toEqual([])
    const env = JSON.parse(readFileSync(seen, 'utf8')) as Record<string, string>
    expect(env.NIGHTMASK_SHADOW_URL).toContain(env.NIGHTMASK_SHADOW_DATABASE!)
    expect([env.NIGHTMASK_SHADOW_DATABASE, env.PRODUCTION_URL]).toEqual([expect.stringMatching(/_nm_s_/), undefined])

    rmSync(stop)
    writeFileSync(join(folder, 'badge.ts'), badge.replace('b-$', 'c-$'))
    const other = await run('--resume', runId)
    expect([other.exitCode, JSON.parse(other.stdout).error.message]).toEqual([
      2,
      expect.stringMatching(/^Run \S+ masked with badge of badge\.ts, which was changed since: bring back the file/),
    ])
    writeFileSync(join(folder, 'badge.ts'), badge)
    const resumed = await run('--resume', runId)
    const record = recordOf(resumed)
    expect([resumed.exitCode, record.outcome, record.failure]).toEqual([0, 'published', null])
    const digest = createHash('sha256').update(badge).digest('hex')
    expect(record.transformers).toEqual([{ name: 'badge', file: 'badge.ts', digest }])
    expect(record.own).toEqual({
      kept: [
        { table: 'people', carried: 1, same: 0, replaced: 0, left: 0, lost: [] },
        { table: 'keyrings', carried: 1, same: 0, replaced: 0, left: 0, lost: [] },
      ],
      settings: [
        { table: 'mails', what: 'empty', rows: 2, deleted: 2 },
        { table: 'people', what: 'blank push', rows: 1, deleted: 0 },
      ],
    })
    expect(record.migration).toMatchObject({
      exitCode: 0,
      changes: ['betas was added', 'people.beta was added'],
      tables: [
        { table: 'betas', rowsBefore: null, rowsAfter: 3 },
        { table: 'people', rowsBefore: 3, rowsAfter: 3 },
      ],
    })
    expect(await runSql(staging.url, 'SELECT id, push, beta FROM people ORDER BY id')).toEqual([
      ['1', null, '7'],
      ['2', expect.stringMatching(/^b-\w{10}$/), '7'],
      ['900', 'x', '7'],
    ])
    expect(await runSql(staging.url, 'SELECT COUNT(*), MIN(who) FROM keyrings JOIN visits')).toEqual([
      ['1', 'somebody@test.example'],
    ])

    const shown = (await nightmask('plan', '-c', config)).stdout
    for (const part of ['keeps rows by secret by its beginning', 'where both have one, the night ends', 'blank push'])
      expect(shown).toContain(part)
  })
})
