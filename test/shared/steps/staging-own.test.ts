import { expect, it } from 'vitest'
import type { z } from 'zod'
import { conditionShape } from '../../../shared/policy/condition/condition-shape.ts'
import type { KeepRows, Setting } from '../../../shared/policy/staging-own.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { rollback } from '../../../shared/steps/rollback.ts'
import { seed } from '../../../shared/steps/seed.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

type Where = z.input<typeof conditionShape>
const setting = (table: string, { where, ...more }: Partial<Omit<Setting, 'where'>> & { where?: Where }): Setting => ({
  ...{ table, set: {}, blank: [], empty: false, replace: {}, mayMiss: false, line: 1 },
  ...{ where: where ? conditionShape.parse(where) : [] },
  ...more,
})
const keep = (table: string, where: Where, onClash: KeepRows['onClash'] = 'refuse'): KeepRows => ({
  ...{ table, where: conditionShape.parse(where), onClash, line: 1 },
})

/** What a copy of production does in the world: rows of which each would do it, and the settings that take it away. */
const harms: readonly [name: string, harming: string, ...settings: Setting[]][] = [
  ['mail queue', 'SELECT COUNT(*) FROM mails', setting('mails', { empty: true })],
  ['SMS queue', 'SELECT COUNT(*) FROM texts WHERE sent = 0', setting('texts', { where: { sent: 0 }, empty: true })],
  [
    'webhook',
    "SELECT COUNT(*) FROM hooks WHERE url LIKE '%partner.test%'",
    setting('hooks', { set: { url: 'http://localhost:9/' } }),
  ],
  ['token', 'SELECT COUNT(reset_token) FROM members', setting('members', { blank: ['reset_token', 'push_id'] })],
  [
    'API key',
    "SELECT COUNT(*) FROM knobs WHERE name LIKE 'pay\\_api%' AND value NOT LIKE 'test%'",
    setting('knobs', { where: { name: 'pay_api*' }, set: { value: 'test_key' } }),
  ],
  [
    'site URL',
    "SELECT COUNT(*) FROM knobs WHERE value LIKE '%www.vineyard.test%'",
    setting('knobs', {
      replace: { value: { from: 'https://www.vineyard.test', to: 'https://staging.vineyard-company.test' } },
    }),
  ],
  [
    'scheduled job',
    "SELECT COUNT(*) FROM jobs WHERE enabled AND job IN ('bill', 'ship', 'mail')",
    setting('jobs', { where: { job: ['bill', 'ship', 'mail'] }, set: { enabled: false } }),
  ],
  ['payment id', "SELECT COUNT(*) FROM members WHERE payer <> ''", setting('members', { blank: ['payer'] })],
  ['push token', 'SELECT COUNT(push_id) FROM members'],
  [
    'OAuth secret',
    "SELECT COUNT(*) FROM apps WHERE secret <> 'staging'",
    setting('apps', { set: { secret: 'staging' } }),
  ],
  [
    'feature flag',
    "SELECT COUNT(*) FROM flags WHERE flag = 'live_payments' AND state = 'on'",
    setting('flags', { where: { flag: 'live_payments' }, set: { state: 'off' } }),
  ],
  [
    'harvest source',
    "SELECT COUNT(*) FROM feeds WHERE next_pull LIKE 'https:%'",
    setting('feeds', { where: { next_pull: 'https:*' }, set: { next_pull: null } }),
  ],
]

const php = (text: string) => `s:${Buffer.byteLength(text)}:"${text}";`
const site = 'https://www.vineyard.test'
const harmful = `
  CREATE TABLE mails (id INT PRIMARY KEY, body TEXT); INSERT INTO mails VALUES (1, 'x'), (2, 'y');
  CREATE TABLE texts (id INT PRIMARY KEY, sent TINYINT NOT NULL); INSERT INTO texts VALUES (1, 1), (2, 0);
  CREATE TABLE hooks (id INT PRIMARY KEY, url VARCHAR(80) CHARACTER SET latin1, changed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);
  INSERT INTO hooks VALUES (1, 'https://partner.test/in', '2020-02-03 04:05:06'), (2, 'https://partner.test/out', '2020-02-03 04:05:06');
  CREATE TABLE members (id INT PRIMARY KEY, reset_token VARCHAR(40), push_id VARCHAR(40), payer VARCHAR(40) NOT NULL);
  INSERT INTO members VALUES (1, 'tok', 'push', 'cus_1'), (2, NULL, 'push2', 'cus_2');
  CREATE TABLE knobs (name VARCHAR(40) PRIMARY KEY, value LONGTEXT) COLLATE utf8mb4_bin;
  INSERT INTO knobs VALUES ('pay_api_key', 'live_1'), ('pay_api_salt', 'live_2'), ('payXapi', 'live'), ('home', '${site}/'),
    ('menu', 'a:2:{i:0;${php(`${site}/café`)}s:3:"raw";${php('{"at":"https:\\/\\/www.vineyard.test"}').replaceAll('\\', '\\\\')}}'),
    ('json', '{"home": "https:\\\\/\\\\/www.vineyard.test\\\\/x", "n": 1}'), ('other', 'a:1:{i:0;${php('kept as it is')}}');
  CREATE TABLE jobs (id INT PRIMARY KEY, job VARCHAR(9), enabled BOOLEAN); INSERT INTO jobs VALUES (1, 'bill', 1), (2, 'ship', 1), (3, 'mail', 0);
  CREATE TABLE apps (id BINARY(2) PRIMARY KEY, secret VARCHAR(40)); INSERT INTO apps VALUES (x'0102', 'oauth');
  CREATE TABLE flags (flag VARCHAR(20) PRIMARY KEY, state ENUM('on', 'off') NOT NULL); INSERT INTO flags VALUES ('live_payments', 'on'), ('new_menu', 'on');
  CREATE TABLE feeds (id INT PRIMARY KEY, next_pull VARCHAR(90)); INSERT INTO feeds VALUES (1, 'https://feed.test'), (2, NULL)`

async function databases(server: TestServer, sql: string) {
  const [source, staging] = [await freshDatabase(server, 'own'), await freshDatabase(server, 'owner')]
  await runSql(source.url, sql)
  return { source, staging, ports: await localPorts(source, staging) }
}

type Set = Awaited<ReturnType<typeof databases>>

/** One night with these rows and settings; every check that failed. */
async function night(
  { ports }: Set,
  runId: string,
  keepRows: KeepRows[],
  settings: Setting[] = [],
  skipped: string[] = [],
  edgeCases: string[] = [],
) {
  const planned = await planOf(ports, runId)
  const isCopied = ({ table }: { readonly table: string }) => !skipped.includes(table)
  const plan = {
    ...planned,
    ...{ tables: planned.tables.filter(isCopied), chunks: planned.chunks.filter(isCopied), skippedTables: skipped },
    ...(keepRows.length + settings.length > 0 ? { own: { file: 'n.yaml', keepRows, settings } } : {}),
    seed: { value: 1, edgeCases },
  }
  await loadAll(plan, ports)
  await seed({ runId }, ports)
  // A function whose answer was lost is asked again, also where nothing was seeded.
  if (keepRows.length > 0) await seed({ runId }, ports)
  const { checks } = await verify({ runId }, ports)
  expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
  await publish({ runId }, ports)
  return checks
}

const cell = async (url: string, sql: string) => (await runSql(url, sql))[0]?.[0]

describeEachServer("staging's settings", (server) => {
  it('take each of twelve kinds of harm away, and nothing else changes', async () => {
    const set = await databases(server, harmful)
    const { url } = set.staging
    expect(harms.length).toBe(12)
    await night(set, 'bare', [])
    for (const [name, harming] of harms) expect([name, Number(await cell(url, harming))]).not.toEqual([name, 0])
    const checks = await night(
      set,
      'safe',
      [],
      harms.flatMap(([, , ...settings]) => settings),
      [],
      ['schema'],
    )
    for (const [name, harming] of harms) expect([name, await cell(url, harming)]).toEqual([name, '0'])
    const own = "SELECT value FROM knobs WHERE name = '"
    const there = 'https://staging.vineyard-company.test'
    expect(await cell(url, `${own}menu'`)).toBe(
      `a:2:{i:0;${php(`${there}/café`)}s:3:"raw";${php('{"at":"https:\\/\\/staging.vineyard-company.test"}')}}`,
    )
    expect(await cell(url, `${own}json'`)).toBe('{"home": "https:\\/\\/staging.vineyard-company.test\\/x", "n": 1}')
    expect([await cell(url, `${own}payXapi'`), await cell(url, `${own}other'`)]).toEqual([
      'live',
      `a:1:{i:0;${php('kept as it is')}}`,
    ])
    expect(await cell(url, 'SELECT CAST(changed AS CHAR) FROM hooks WHERE id = 1')).toBe('2020-02-03 04:05:06')
    expect(await cell(url, "SELECT state FROM flags WHERE flag = 'new_menu'")).toBe('on')
    expect(checks.find(({ name }) => name === 'stored as masked')?.note).toContain('mails')
    expect(checks.find(({ name }) => name === "staging's own")?.note).toMatch(/texts \(empty\): 1; /)
  })

  it('end the night when they meet no row, all told at once, or would break a serialised value', async () => {
    const set = await databases(server, harmful)
    const unmet = [
      setting('jobs', { where: { job: 'bil' }, set: { enabled: 0 }, line: 7 }),
      setting('knobs', { replace: { value: { from: 'nowhere', to: '' } }, line: 8 }),
      setting('mails', { where: { body: null }, empty: true, line: 9 }),
    ]
    await expect(night(set, 'one', [], unmet)).rejects.toMatchObject({
      kind: 'uncovered',
      message: expect.stringMatching(
        /^n\.yaml: 3 problems — line 7, staging\.settings, jobs \(set enabled\) met no row; line 8.* \(replace in value\) met no row; line 9.*may_miss/,
      ),
    })
    await night(
      set,
      'two',
      [],
      unmet.map((one) => ({ ...one, mayMiss: true })).concat(setting('mails', { empty: true })),
    )
    await runSql(set.source.url, `UPDATE knobs SET value = 'a:1:{i:0;s:40:"${site}";' WHERE name = 'other'`)
    const replaced = harms.find(([name]) => name === 'site URL')!
    await expect(night(set, 'three', [], replaced.slice(2) as Setting[])).rejects.toThrow(
      /knobs\.value: 1 of the values that staging\.settings, line 1, is to rewrite/,
    )
  })
})

const people = `
  CREATE TABLE people (id INT PRIMARY KEY AUTO_INCREMENT, login VARCHAR(40) NOT NULL UNIQUE, note TEXT);
  INSERT INTO people VALUES (1, 'ada', NULL), (2, 'bob', 'x');
  CREATE TABLE keyrings (id INT PRIMARY KEY, person INT NOT NULL, secret VARCHAR(40), CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id) ON DELETE CASCADE);
  INSERT INTO keyrings VALUES (1, 1, 's');
  CREATE TABLE sessions (id INT PRIMARY KEY, person INT, CONSTRAINT by_person FOREIGN KEY (person) REFERENCES people (id))`
const nightsOf = Number(process.env.NIGHTMASK_TEST_NIGHTS ?? 2)

describeEachServer('rows that staging keeps', (server) => {
  it(`go into every generation, ${nightsOf} nights long, with the rows that they need`, {
    timeout: 180_000 + nightsOf * 15_000,
  }, async () => {
    const set = await databases(server, people)
    const { source, staging } = set
    const rows = [
      keep('keyrings', { secret: ['qa', null] }),
      keep('people', { login: 'qa_*' }),
      keep('sessions', { id: [7, 8] }),
    ]
    for (let n = 1; n <= nightsOf; n++) {
      const checks = await night(set, `night-${n}`, rows, [], ['sessions'], n === 2 ? ['schema'] : [])
      expect(await cell(staging.url, "SELECT COUNT(*) FROM people WHERE login LIKE 'qa\\_%'")).toBe(String(n - 1))
      expect(await cell(staging.url, "SELECT COUNT(*) FROM keyrings WHERE secret = 'qa'")).toBe(String(n - 1))
      expect(await cell(staging.url, 'SELECT COUNT(*) FROM sessions')).toBe(n > 1 ? '1' : '0')
      expect(checks.find(({ name }) => name === "staging's own")?.note).toContain(`people: ${n - 1} taken over`)
      const id = 1_000_000 + n
      await runSql(
        staging.url,
        `INSERT INTO people (id, login, note) VALUES (${id}, 'qa_${n}', 'caf\\'é'); INSERT INTO keyrings VALUES (${id}, ${id}, 'qa');
         INSERT IGNORE INTO sessions VALUES (7, 1000001), (9, 1000001)`,
      )
      await runSql(
        source.url,
        `INSERT INTO people (login) VALUES ('new_${n}'); ALTER TABLE people ADD COLUMN c${n} INT`,
      )
    }
    expect((await runSql(staging.url, "SHOW TABLES LIKE 'nightmask_kept%'")).length).toBe(0)
    // A rollback brings the generation before with the rows that it had in the end, another one the newest; the next night takes over what is served.
    const own = () => cell(staging.url, "SELECT GROUP_CONCAT(login ORDER BY id) FROM people WHERE login LIKE 'qa\\_%'")
    const served = await own()
    const { publication } = await rollback({ startedAt: '2026-11-29T00:00:00.000Z' }, set.ports)
    const before = Array.from({ length: nightsOf - 1 }, (_, n) => `qa_${n + 1}`).join(',')
    expect([publication === null, await own(), served]).toEqual([false, before, `${before},qa_${nightsOf}`])
    await night(set, 'after-rollback', rows)
    expect(await own()).toBe(before)
    await rollback({ startedAt: '2026-11-29T00:00:00.000Z' }, set.ports)
    expect(await own()).toBe(before)
  })

  it('clash with rows of production by any unique key, told by columns and counts, and decided as it is declared', async () => {
    const set = await databases(server, people)
    const { source, staging } = set
    const both = (rule: KeepRows['onClash']) => [keep('people', { note: 'ours' }, rule)]
    await night(set, 'first', [])
    // The same id, the same login, and a row that production has too as it is.
    await runSql(
      staging.url,
      `INSERT INTO people VALUES (3, 'qa', 'ours'), (900, 'cyd', 'ours'); UPDATE people SET note = 'ours' WHERE id = 2`,
    )
    await runSql(
      source.url,
      `UPDATE people SET note = 'ours' WHERE id = 2; INSERT INTO people VALUES (3, 'dora', NULL), (4, 'cyd', 'z')`,
    )
    const message = async (rows: KeepRows[]) =>
      night(set, `refused-${rows[0]!.onClash}`, rows).catch(({ kind, message }) => `${kind}: ${message}`)
    expect(await message(both('refuse'))).toMatch(
      /^refused: staging\.keep_rows: 2 problems — line 1, people \(id\): 1 row of staging's own that production has otherwise; .*line 1, people \(login\): 1 row /,
    )
    const logins = async () =>
      (
        await runSql(
          staging.url,
          "SELECT id, login FROM people WHERE id <> 1 AND (id < 5 OR note = 'ours') ORDER BY id",
        )
      ).join(' ')
    await night(set, 'theirs', both('production'))
    expect(await logins()).toBe('2,bob 3,dora 4,cyd')
    await runSql(
      staging.url,
      "UPDATE people SET note = 'ours', login = 'qa' WHERE id = 3; UPDATE people SET id = 900, note = 'ours' WHERE id = 4",
    )
    await runSql(source.url, "INSERT INTO keyrings VALUES (5, 3, 'a'), (6, 4, 'b')")
    expect(await message(both('staging'))).toMatch(
      /people \(login\): 1 row .*, and 1 row of keyrings would lose the row/,
    )
    await runSql(source.url, 'DELETE FROM keyrings WHERE id = 6')
    await night(set, 'ours', both('staging'))
    expect(await logins()).toBe('2,bob 3,qa 900,cyd')
    expect(await cell(staging.url, 'SELECT secret FROM keyrings WHERE person = 3')).toBe('a')
    // Without its person a key is refused.
    await runSql(staging.url, "INSERT INTO keyrings VALUES (77, 900, 'qa')")
    expect(await message([keep('keyrings', { secret: 'qa' })])).toBe(
      "refused: staging.keep_rows: 1 problem — line 1, keyrings (person): 1 row of staging's own whose people row is gone; keep that too, or not these. Nothing was published.",
    )
  })

  it('are searched for real values like all others, also where the policy leaves their table empty', async () => {
    const { source, staging, ports } = await databases(server, people)
    await runSql(source.url, "UPDATE people SET login = CONCAT(login, '.lovelace@real.example')")
    const own = {
      file: 'n.yaml',
      keepRows: [keep('sessions', { id: 7 }), keep('people', { note: 'ours' })],
      settings: [],
    }
    const verified = async (runId: string) => {
      const planned = await planOf(ports, runId, { 'people.login': 'email' })
      const isCopied = ({ table }: { readonly table: string }) => table !== 'sessions'
      const { tables, chunks } = planned
      const plan = {
        ...planned,
        own,
        skippedTables: ['sessions'],
        tables: tables.filter(isCopied),
        chunks: chunks.filter(isCopied),
      }
      await loadAll(plan, ports)
      await seed({ runId }, ports)
      return (await verify({ runId }, ports)).checks.find(({ name }) => name === 'leaks')
    }
    await runSql(source.url, 'ALTER TABLE sessions ADD COLUMN agent VARCHAR(60)')
    expect(await verified('clean')).toMatchObject({ verdict: 'passed' })
    await publish({ runId: 'clean' }, ports)
    await runSql(
      staging.url,
      "INSERT INTO people VALUES (900, 'ada.lovelace@real.example', 'ours'); INSERT INTO sessions VALUES (7, 900, 'bob.lovelace@real.example')",
    )
    const leaks = await verified('leaky')
    expect(leaks?.verdict).toBe('failed')
    for (const place of ['people.login', 'sessions.agent'])
      expect(leaks?.findings.join('; ')).toContain(`${place}: 1 cell with a real value of people.login`)
    await runSql(
      staging.url,
      "UPDATE people SET login = 'qa@test.example' WHERE id = 900; UPDATE sessions SET agent = 'Browser 7' WHERE id = 7",
    )
    expect(await verified('mended')).toMatchObject({ verdict: 'passed' })
  })
})
