import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { firstNames, lastNames } from '../../shared/masking/transformers/pools.ts'
import { loadLocales } from '../../shared/policy/locales.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

beforeAll(() => loadLocales(['en']))

const text = (value: string) => `'${value.replaceAll("'", "''")}'`
const rows = (values: readonly (readonly string[])[]) =>
  values.map((value, at) => `(${[at + 1, ...value].join(', ')})`).join(', ')
const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** A clean database in which real values are of every kind that fakes could meet by chance. */
function database(): string {
  const [firsts, lasts] = [firstNames('en'), lastNames('en')]
  // Everybody's last name is one of the pool, and first names of the pool are what else is hashed, nulled and called.
  const people = range(1200).map((n) => [text(firsts[(n * 7) % firsts.length]!), text(lasts[n % lasts.length]!)])
  const places = [...new Set(firsts)].slice(0, 800)
  const reviews = ['and I would buy it again', 'a pleasant surprise after a week of use', 'The box was just right.']
  return `
    CREATE TABLE people (id INT PRIMARY KEY, first_name VARCHAR(40), last_name VARCHAR(40), short VARCHAR(4));
    INSERT INTO people VALUES ${rows(people.map(([first, last], n) => [first!, last!, text(lasts.filter(({ length }) => length <= 4)[n % 9]!)]))};
    CREATE TABLE authors (id INT PRIMARY KEY, name VARCHAR(80));
    INSERT INTO authors VALUES ${rows(people.slice(0, 900).map(([first, last]) => [`CONCAT(${first}, ' ', ${last})`]))};
    CREATE TABLE places (id INT PRIMARY KEY, name VARCHAR(60) COLLATE utf8mb4_bin UNIQUE, alias VARCHAR(60), kind VARCHAR(20));
    INSERT INTO places VALUES ${rows(places.map((name) => [text(name), text(`${name} ${name}`), text(name.slice(0, 20))]))};
    CREATE TABLE members (id INT PRIMARY KEY, number CHAR(6) NOT NULL UNIQUE, mail VARCHAR(80), url VARCHAR(80), note VARCHAR(200));
    INSERT INTO members VALUES ${rows(
      range(2000).map((n) => [
        text(String(n * 3).padStart(6, '0')),
        text(`m${n}@tarn.test`),
        text(n % 2 ? 'example.com' : `www.example.net/${n}`),
        text(reviews[n % reviews.length]!),
      ]),
    )};
    CREATE TABLE passes (id INT PRIMARY KEY, number VARCHAR(8) NOT NULL UNIQUE);
    INSERT INTO passes VALUES ${rows(range(1000).map((n) => [text(`P${String(n).padStart(3, '0')}`)]))};`
}

const policy = `version: 1
tables:
  people: { id: keep, first_name: first_name, last_name: last_name, short: last_name }
  authors: { id: keep, name: full_name }
  places: { id: keep, name: hash, alias: hash, kind: { mask: constant, value: Jordan } }
  members:
    id: keep
    number: digits
    mail: email
    url: { mask: hash, length: 12 }
    note: free_text
  passes: { id: keep, number: digits }
`

describeEachServer('fakes that are real values by chance', (server) => {
  it('refuse no night: they are drawn again, or told with their number', async () => {
    const [source, staging] = [await freshDatabase(server, 'clean'), await freshDatabase(server, 'staging')]
    await runSql(source.url, database())
    const folder = freshFolder()
    writeFileSync(join(folder, 'policy.yaml'), policy)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    const { record } = JSON.parse(run.stdout) as { record: AuditRecord }
    expect([record.failure, record.outcome]).toEqual([null, 'published'])

    const column = (table: string, name: string) =>
      record.tables.find((entry) => entry.table === table)?.columns.find((entry) => entry.column === name)
    // All thousand numbers of this form are somebody's: each person has somebody else's, and the record says so.
    expect(column('passes', 'number')?.coincided).toBe(1000)
    expect(record.risk.find(({ name }) => name === 'fakes-real')?.columns).toContain('passes.number')
    expect(column('people', 'last_name')?.coincided).toBeUndefined()
    expect(column('members', 'number')?.coincided).toBeUndefined()
    const same = await runSql(
      staging.url,
      `SELECT COUNT(*) FROM passes AS s JOIN ${source.name}.passes AS p ON p.id = s.id AND p.number = s.number`,
    )
    expect(same).toEqual([['0']])
  })
})
