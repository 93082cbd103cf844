import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

const crew = [
  ['Odalys', 'odalys@brook.example.org', '+44 20 7946 0123'],
  ['Thandeka', 'thandeka@brook.example.org', '+44 20 7946 0456'],
  ['Ignatius', 'ignatius@brook.example.org', '+44 20 7946 0789'],
]
const traits = crew.flatMap(([name, mail, tel], at) => [
  `(${at + 1}, 'Reach_Mail', '${mail}')`,
  `(${at + 1}, 'reach_tel', '${tel}')`,
  `(${at + 1}, 'nick', '${name}')`,
  `(${at + 1}, 'colour', 'teal')`,
  `(${at + 1}, 'gone', NULL)`,
  `(${at + 1}, NULL, 'of no name')`,
])
const database = `
  CREATE TABLE crew (id INT PRIMARY KEY, mail VARCHAR(80));
  INSERT INTO crew VALUES ${crew.map(([, mail], at) => `(${at + 1}, '${mail}')`).join(', ')};
  CREATE TABLE traits (id INT PRIMARY KEY AUTO_INCREMENT, crew_id INT, trait VARCHAR(40), content TEXT);
  INSERT INTO traits (crew_id, trait, content) VALUES ${traits.join(', ')};
  CREATE TABLE facts (crew_id INT, fact INT UNSIGNED ZEROFILL, day DATE, PRIMARY KEY (crew_id, fact));
  INSERT INTO facts VALUES (1, 7, '1971-02-03'), (1, 70, '2024-02-03'), (2, 7, '1982-03-04');
  CREATE TABLE dials (id INT PRIMARY KEY, kind ENUM('plain', 'Known'), content VARBINARY(60));
  INSERT INTO dials VALUES (1, 'plain', 'left alone'), (2, 'Known', 'odalys@brook.example.org');`
const policy = `version: 1
tables:
  crew: { id: keep, mail: email }
  traits:
    id: keep
    crew_id: keep
    trait: keep
    content:
      by: trait
      rules: { reach_mail: email, "reach_*": phone, nick: first_name, gone: first_name, fax: phone }
      otherwise: { keep: "says nothing about anybody" }
  facts:
    crew_id: keep
    fact: keep
    day: { by: fact, rules: { "7": { mask: constant, value: 1980-01-01 } }, otherwise: keep }
  dials: { id: keep, kind: keep, content: { by: kind, rules: { known: email }, otherwise: keep } }
`

describeEachServer('rules by row', (server) => {
  it('mask the rows that they name by the deciding column of the same row, and keep every other cell byte for byte', async () => {
    const [source, staging] = [await freshDatabase(server, 'rows'), await freshDatabase(server, 'staging')]
    await runSql(source.url, database)
    const folder = freshFolder()
    writeFileSync(join(folder, 'policy.yaml'), policy)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    expect(run.stderr.slice(-2000)).not.toMatch(/Error|unexpected/)
    const { record } = JSON.parse(run.stdout) as { record: AuditRecord }
    expect([record.outcome, record.failure]).toEqual(['published', null])

    const cells = async (sql: string) => (await runSql(staging.url, sql)).map(([cell]) => cell)
    const mails = await cells('SELECT mail FROM crew ORDER BY id')
    expect(mails.every((mail) => /@example\.(com|net|org)$/.test(mail ?? ''))).toBe(true)
    const of = (trait: string) => cells(`SELECT content FROM traits WHERE trait ${trait} ORDER BY id`)
    expect(await of("= 'reach_mail'")).toEqual(mails)
    expect((await of("= 'reach_tel'")).every((tel) => /^\+999\d{11}$/.test(tel ?? ''))).toBe(true)
    const nicks = await of("= 'nick'")
    expect(nicks.filter((nick) => crew.some(([name]) => name === nick))).toEqual([])
    expect([await of("= 'colour'"), await of("= 'gone'"), await of('IS NULL')]).toEqual([
      ...[
        ['teal', 'teal', 'teal'],
        [null, null, null],
        ['of no name', 'of no name', 'of no name'],
      ],
    ])
    expect(await cells('SELECT day FROM facts ORDER BY crew_id, fact')).toEqual([
      '1980-01-01',
      '2024-02-03',
      '1980-01-01',
    ])
    expect(await cells('SELECT content FROM dials ORDER BY id')).toEqual(['left alone', mails[0]])

    const content = record.tables
      .find(({ table }) => table === 'traits')
      ?.columns.find(({ column }) => column === 'content')
    expect(content).toMatchObject({ masked: 9, kept: 6, nullsKept: 3 })
    expect(content?.branches?.map(({ match, rows, masked }) => [match, rows, masked])).toEqual([
      ...[
        ['reach_mail', 3, 3],
        ['reach_*', 3, 3],
        ['nick', 3, 3],
        ['gone', 3, 0],
        ['fax', 0, 0],
        [null, 6, 0],
      ],
    ])
    const fired = record.checks.find(({ name }) => name === 'rules fired')
    expect(fired).toMatchObject({ verdict: 'passed', note: 'No row met the rule of traits.content for fax.' })

    const preview = await nightmask(
      'preview',
      '--table',
      'traits',
      ...runFlags(source.url, staging.url, folder).filter(
        (_, at, all) =>
          all[at] !== '--staging' &&
          all[at - 1] !== '--staging' &&
          all[at] !== '--artifacts' &&
          all[at - 1] !== '--artifacts',
      ),
    )
    expect(preview.stdout).toContain('by trait')
    expect(preview.stdout).not.toContain('odalys')
  })

  it('look for the real values of the cells that they mask, and of no others', async () => {
    const source = await freshDatabase(server, 'rows')
    await runSql(
      source.url,
      `${database} CREATE TABLE memo (id INT PRIMARY KEY, text VARCHAR(90)); INSERT INTO memo VALUES (1, 'They are of no name');`,
    )
    const run = async (memo: string) => {
      const staging = await freshDatabase(server, 'staging')
      await runSql(source.url, `UPDATE memo SET text = '${memo}'`)
      const folder = freshFolder()
      writeFileSync(join(folder, 'policy.yaml'), `${policy}  memo: { id: keep, text: { keep: "of machines" } }\n`)
      await nightmask('key', 'new', '--key-file', join(folder, 'key'))
      return nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    }
    expect(await run('They are of no name')).toMatchObject({ exitCode: 0 })
    const refused = await run('Call +44 20 7946 0456 at noon')
    expect(refused.exitCode).toBe(4)
    expect(refused.stdout).toContain('memo.text: 1 cell with a real value of traits.content')
  })
})
