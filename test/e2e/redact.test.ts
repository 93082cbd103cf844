import { readdirSync, writeFileSync } from 'node:fs'
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

  it('names people of this database by the pseudonyms of their rows, and strangers by others', async () => {
    const [source, staging] = [await freshDatabase(server, 'text'), await freshDatabase(server, 'staging')]
    await runSql(source.url, peopleAndTexts)
    const folder = freshFolder()
    writeFileSync(join(folder, 'policy.yaml'), peoplePolicy)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    const { record } = JSON.parse(run.stdout) as { record: AuditRecord }
    expect([record.outcome, record.failure]).toEqual(['published', null])

    const [[maud = '', login = ''] = []] = await runSql(staging.url, 'SELECT full_name, login FROM clerks')
    const [[first = '', last = '', phone = ''] = []] = await runSql(
      staging.url,
      'SELECT first, last, phone FROM guests',
    )
    const [maudFirst = '', maudLast = ''] = maud!.split(' ')
    const texts = (await runSql(staging.url, 'SELECT body FROM tickets ORDER BY id')).map(([body]) => body!)
    expect(texts.slice(0, 6)).toEqual([
      `As ${first} ${last} says; ${first!.toUpperCase()} ${last!.toUpperCase()}`,
      `${last}, ${first}: ${first} ${last}s order, call ${phone}`,
      `Mrs ${maudLast} (${login}) told ${maud}'s boss, ${maudLast}, ${maudFirst}`,
      `{"by":"${maud}","n":1}`,
      'Nobody is named here.',
      `<b>${first} ${last}</b>`,
    ])
    expect(texts[6]).toMatch(/^Dear \S+, thanks\. Ask Mr \S+\. Card 4111 11\d\d \d{4} \d{4} from (?:\d+\.){3}\d+$/)
    expect(texts[6]).not.toMatch(/Anna|Baker|5555|84\.17/)
    const bodies = record.tables
      .find(({ table }) => table === 'tickets')!
      .columns.find(({ column }) => column === 'body')
    expect(bodies).toMatchObject({
      masked: 6,
      kept: 1,
      parts: { person: 11, stranger: 2, card: 1, network_address: 1 },
    })
    expect(readdirSync(join(folder, 'artifacts'), { recursive: true }).map(String).filter(isOfPeople)).toEqual([])
  })
})

const isOfPeople = (path: string) => /\bpeople\b/.test(path)

const peopleAndTexts = `
  CREATE TABLE clerks (id INT PRIMARY KEY, full_name VARCHAR(60), login VARCHAR(40));
  INSERT INTO clerks VALUES (1, 'Maud Tarnquist', 'mtarn1907');
  CREATE TABLE guests (id INT PRIMARY KEY, first VARCHAR(40), last VARCHAR(40), phone VARCHAR(30));
  INSERT INTO guests VALUES (1, 'J\u00f6rn', 'Falkenbergson', '+49 30 5550 1234');
  CREATE TABLE tickets (id INT PRIMARY KEY, body TEXT);
  INSERT INTO tickets VALUES
    (1, 'As Jorn Falkenbergson says; J\u00d6RN FALKENBERGSON'),
    (2, 'Falkenbergson, J\u00f6rn: J\u00f6rn Falkenbergsons order, call 030/5550-1234'),
    (3, 'Mrs Tarnquist (mtarn1907) told Maud Tarnquist''s boss, Tarnquist, Maud'),
    (4, '{"by":"Maud Tarnquist","n":1}'),
    (5, 'Nobody is named here.'),
    (6, '<b>J\u00f6rn Falkenbergson</b>'),
    (7, 'Dear Anna, thanks. Ask Mr Baker. Card 5555 5555 5555 4444 from 84.17.9.21');`
const peoplePolicy = `version: 1
tables:
  clerks: { id: keep, full_name: full_name, login: username }
  guests:
    id: keep
    first: { mask: persona, of: guests.id, part: first_name }
    last: { mask: persona, of: guests.id, part: last_name }
    phone: phone
  tickets: { id: keep, body: ${redact} }
`
