import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

const [mail, tel] = ['Yrsa.Falk@tarn.example', '+44 20 7946 0999']
const serialised = (address: string) =>
  `a:2:{s:4:"from";s:${address.length}:"${address}";s:4:"body";s:${address.length + 3}:"to ${address}";}`
const database = `
  CREATE TABLE readers (id INT PRIMARY KEY, mail VARCHAR(60) NOT NULL UNIQUE);
  INSERT INTO readers VALUES (1, 'yrsa.falk@tarn.example'), (2, 'bo@tarn.example');
  CREATE TABLE pages (id INT PRIMARY KEY, body TEXT, parts LONGBLOB, doc JSON, short VARCHAR(26), latin TEXT CHARACTER SET latin1);
  INSERT INTO pages VALUES
    (1, 'Ask ${mail} or ${tel}, please.', '${serialised(mail)}', '{"to": "${mail}", "n": 1}', 'w: ${mail}', 'Zo\u00eb <${mail}>'),
    (2, 'Nothing here, 12345 times.', 'a:1:{i:0;i:1732875300;}', '{"to": null}', '', NULL),
    (3, NULL, 'bo@tarn.example', NULL, 'bo@tarn.example', 'bo');`
const redact = '{ mask: free_text, mode: redact }'
const policy = `version: 1
tables:
  readers: { id: keep, mail: { mask: email, at: qa.example } }
  pages: { id: keep, body: ${redact}, parts: ${redact}, doc: ${redact}, short: ${redact}, latin: ${redact} }
`

describeEachServer('free_text with the mode redact', (server) => {
  it("keeps the text, and puts each person's own pseudonym in place of their address", async () => {
    const [source, staging] = [await freshDatabase(server, 'text'), await freshDatabase(server, 'staging')]
    await runSql(source.url, database)
    const folder = freshFolder()
    writeFileSync(join(folder, 'policy.yaml'), policy)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    expect(run.stderr.slice(-2000)).not.toMatch(/Error|unexpected/)
    const { record } = JSON.parse(run.stdout) as { record: AuditRecord }
    expect([record.outcome, record.failure]).toEqual(['published', null])

    const [[yrsa = ''], [bo = '']] = (await runSql(staging.url, 'SELECT mail FROM readers ORDER BY id')) as [
      [string],
      [string],
    ]
    expect([yrsa, bo].every((fake) => fake.endsWith('@qa.example'))).toBe(true)
    const rows = await runSql(
      staging.url,
      'SELECT body, CONVERT(parts USING utf8mb4), CAST(doc AS CHAR), short, latin FROM pages ORDER BY id',
    )
    const [body = '', parts, doc, short = '', latin] = rows[0]!
    expect(body).toMatch(/^Ask \S+ or \+999\d{11}, please\.$/)
    expect(body).toContain(`Ask ${yrsa} or`)
    expect(parts).toBe(serialised(yrsa))
    expect(JSON.parse(doc!)).toEqual({ to: yrsa, n: 1 })
    // There is no room for the address: letters of the same length stand in its place.
    expect(short).toMatch(/^w: [0-9a-z]{22}$/)
    expect(latin).toBe(`Zo\u00eb <${yrsa}>`)
    expect(rows[1]).toEqual(['Nothing here, 12345 times.', 'a:1:{i:0;i:1732875300;}', '{"to": null}', '', null])
    expect(rows[2]).toEqual([null, bo, null, bo.length <= 26 ? bo : expect.stringMatching(/^[0-9a-z]{15}$/), 'bo'])

    const [table] = record.tables.filter(({ table }) => table === 'pages')
    const counts = table?.columns.map(({ column, masked, kept, nullsKept }) => [column, masked, kept ?? 0, nullsKept])
    expect(counts?.slice(1)).toEqual([
      ['body', 1, 1, 1],
      ['parts', 2, 1, 0],
      ['doc', 1, 1, 1],
      ['short', 2, 1, 0],
      ['latin', 1, 1, 1],
    ])
  })

  it('leaves the search a text to look through: what it does not know is found there', async () => {
    const [source, staging] = [await freshDatabase(server, 'text'), await freshDatabase(server, 'staging')]
    await runSql(
      source.url,
      `${database}
      CREATE TABLE fares (id INT PRIMARY KEY, full_name VARCHAR(60)); INSERT INTO fares VALUES (1, 'Yrsa Falkenbergson');
      UPDATE pages SET body = 'Signed, Yrsa Falkenbergson' WHERE id = 2`,
    )
    const folder = freshFolder()
    writeFileSync(join(folder, 'policy.yaml'), `${policy}  fares: { id: keep, full_name: full_name }\n`)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    expect(run.exitCode).toBe(4)
    expect(run.stdout).toContain('pages.body: 1 cell with a real value of fares.full_name')
  })
})
