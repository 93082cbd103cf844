import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { UncoveredError } from '../../../shared/errors.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Ports } from '../../../shared/ports.ts'
import { columnAudits } from '../../../shared/steps/audit-columns.ts'
import { confirmSchema } from '../../../shared/steps/confirm-schema.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { type Verification, verify } from '../../../shared/steps/verify.ts'
import { digestsOfAll } from '../../e2e/compare.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

const clinic = readFileSync('test/fixtures/clinic.sql', 'utf8')
const traps = (name: TestServer['name']) =>
  ['traps', `traps.${name}`].map((file) => readFileSync(`test/fixtures/${file}.sql`, 'utf8')).join('\n')
const masks = {
  'patients.first_name': 'first_name',
  'patients.last_name': 'last_name',
  'patients.notes': 'free_text',
  'accounts.email': 'email',
  'patients.account_email': 'email',
  'doctors.full_name': 'full_name',
}

async function clinicRun(server: TestServer, sql = clinic) {
  const source = await freshDatabase(server, 'steps')
  const staging = await freshDatabase(server, 'stage')
  await runSql(source.url, sql)
  return { source, staging, ports: await localPorts(source, staging) }
}

/** From the values themselves, one by one. */
async function naiveUtility(url: string, table: string, column: string) {
  const rows = await runSql(url, `SELECT HEX(${column}) FROM ${table}`)
  const cells = rows.map((row) => Object.values(row as object)[0] as string | null)
  const values = cells.filter((cell) => cell !== null)
  const lengths = values.map((value) => value.length / 2)
  const counts = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length).sort((a, b) => b - a)
  const rounded = (share: number) => Math.round(share * 1e6) / 1e6
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  return {
    nulls: rounded((cells.length - values.length) / cells.length),
    lengths: { shortest: Math.min(...lengths), mean: Math.round(mean * 100) / 100, longest: Math.max(...lengths) },
    top: counts.slice(0, 5).map((count) => rounded(count / values.length)),
    topMissed: 0,
    distinct: counts.length,
  }
}

async function load(plan: Plan, ports: Ports): Promise<Verification> {
  const { runId } = plan
  await loadAll(plan, ports)
  return verify({ runId }, ports)
}

describeEachServer('the steps of a refresh', (server) => {
  it('copy every trap of types and names byte for byte, whichever way the rows are loaded', async () => {
    const { source, staging, ports } = await clinicRun(server, traps(server.name))
    const original = await digestsOfAll(source.url)
    expect(Object.keys(original).length).toBe(12)
    for (const [runId, loadMethod] of [
      ['run-1', 'load-data'],
      ['run-2', 'insert'],
    ] as const) {
      await loadAll({ ...(await planOf(ports, runId)), loadMethod }, ports)
      // Rows that are the same bytes are verified once.
      const { checks } = loadMethod === 'insert' ? { checks: [] } : await verify({ runId }, ports)
      expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
      await publish({ runId }, ports)
      expect(await digestsOfAll(staging.url)).toEqual(original)
      expect(await programs(staging.url)).toEqual(await programs(source.url))
    }
  })

  it("find every canary, no leak, and the leaks that kept copies of masked values are, in definitions and staging's own tables too", async () => {
    const { source, staging, ports } = await clinicRun(server)
    const wholly = await planOf(ports, 'clean', masks)
    const clean = await load(wholly, ports)
    expect(clean.checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
    // Cells that were never digested are cells that nobody looked for.
    await ports.originals.write('clean', 'survey', [wholly.chunks.find(({ table }) => table === 'doctors')!], [])
    const { checks } = await verify({ runId: 'clean' }, ports)
    expect(checks.find(({ name }) => name === 'leaks')).toMatchObject({
      verdict: 'failed',
      findings: ['doctors.full_name: 3 cells masked, 0 looked at to be searched for'],
    })
    await runSql(
      source.url,
      `UPDATE wards SET label = 'Ward of Wilhelmina Ochsenknecht' WHERE id = 1;
       ALTER TABLE wards COMMENT 'ask Wilhelmina Ochsenknecht';
       CREATE VIEW of_somebody AS SELECT id FROM wards WHERE label <> 'Wilhelmina Ochsenknecht'`,
    )
    const plan = { ...(await planOf(ports, 'leaky', masks)), keepTables: ['of_testers'] }
    await loadAll(plan, ports)
    await runSql(
      staging.url,
      `CREATE TABLE of_testers (id INT PRIMARY KEY, note TEXT) COMMENT 'as Wilhelmina Ochsenknecht has it';
       INSERT INTO of_testers VALUES (1, 'ask Wilhelmina Ochsenknecht')`,
    )
    const leaky = await verify({ runId: 'leaky' }, ports)
    expect(leaky.verdict).toBe('refused')
    const findings = (check: string) => leaky.checks.find(({ name }) => name === check)?.findings.join('\n')
    expect(findings('leaks')).toMatch(/wards\.label.*doctors\.full_name/)
    expect(findings('leaks')).toMatch(/of_testers\.note.*doctors\.full_name/)
    const of = 'holds a real value of doctors.full_name, a name of several words'
    expect(findings('definitions')?.split('\n')).toEqual([
      `table wards ${of}`,
      `view of_somebody ${of}`,
      `table of_testers ${of}`,
    ])
    expect(findings('kinds not searched for')).not.toContain('of_testers')
  })

  it('compare the rows of tables without a primary key in the order in which they are stored, where masks leave that', async () => {
    const { source, staging, ports } = await clinicRun(
      server,
      `CREATE TABLE loose (a INT NULL, b VARCHAR(9) NULL, KEY by_b (b, a));
       INSERT INTO loose VALUES (3, 'c'), (1, 'z'), (2, 'a'), (1, 'z');
       CREATE TABLE logins (n INT NULL, name VARCHAR(60) NOT NULL UNIQUE, j JSON NULL);
       INSERT INTO logins VALUES (1, 'zoe@x.example', '{}'), (2, 'adam@x.example', '[]'), (3, 'mia@x.example', NULL);
       ALTER TABLE logins RENAME COLUMN j TO extra`,
    )
    const { checks } = await load(await planOf(ports, 'keyless', { 'logins.name': 'email' }), ports)
    expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
    expect(checks.find(({ name }) => name === 'stored as masked')).toMatchObject({
      covered: '1 chunk, 4 rows',
      note: expect.stringMatching(/logins\.$/),
    })
    await publish({ runId: 'keyless' }, ports)
    expect((await digestsOfAll(staging.url)).loose).toBe((await digestsOfAll(source.url)).loose)
  })

  it('leave NULL and the empty text as they are: nothing is there to be masked', async () => {
    const { source, staging, ports } = await clinicRun(server)
    await runSql(source.url, "UPDATE patients SET first_name = '', notes = NULL ORDER BY id LIMIT 2")
    const plan = await planOf(ports, 'absent', masks, 2)
    const { checks } = await load(plan, ports)
    expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
    await publish({ runId: 'absent' }, ports)
    // What the record tells of each column, beside what counting its values on both servers tells.
    const receipts = await ports.receipts.snapshots('absent')
    const audits = plan.tables.flatMap((table) =>
      columnAudits(table, receipts).map((audit) => ({ table: table.table, ...audit })),
    )
    const told = audits.filter(({ masked }) => masked !== null)
    expect(told).toHaveLength(6)
    for (const { table, column, utility, distinctBefore, distinctAfter } of told) {
      const naive = [await naiveUtility(source.url, table, column), await naiveUtility(staging.url, table, column)]
      const distinct = [distinctBefore, distinctAfter]
      const figures = [utility!.before, utility!.after].map((side, at) => ({ ...side, distinct: distinct[at] }))
      expect(figures, `${table}.${column}`).toEqual(naive)
    }
    const absent = "SELECT SUM(first_name = ''), SUM(notes IS NULL), SUM(last_name = '') FROM patients"
    expect(await runSql(staging.url, absent)).toEqual(await runSql(source.url, absent))
  })

  it('stop when a column appears after the plan, naming it', async () => {
    const { source, ports } = await clinicRun(server)
    const plan = await planOf(ports, 'drift')
    await ports.plans.write(plan)
    await confirmSchema({ runId: 'drift' }, ports)
    await runSql(source.url, 'ALTER TABLE accounts ADD COLUMN recovery_phone VARCHAR(30)')
    await expect(confirmSchema({ runId: 'drift' }, ports)).rejects.toThrow(UncoveredError)
    await expect(confirmSchema({ runId: 'drift' }, ports)).rejects.toThrow(/accounts\.recovery_phone was added/)
  })

  it('publish a generation, keep the one before, and bring it back', async () => {
    const { source, staging, ports } = await clinicRun(server)
    await load(await planOf(ports, 'first'), ports)
    await publish({ runId: 'first' }, ports)
    const first = await digestsOfAll(staging.url)
    expect(first).toEqual(await digestsOfAll(source.url))
    expect(await programs(staging.url)).toEqual(await programs(source.url))
    await runSql(
      source.url,
      "INSERT INTO wards VALUES (777, 'new', NULL); DROP TRIGGER count_measurement; DROP VIEW busiest",
    )
    await load(await planOf(ports, 'second'), ports)
    expect(await digestsOfAll(staging.url)).toEqual(first)
    const { previousSchema } = await publish({ runId: 'second' }, ports)
    expect(previousSchema).toMatch(/_nm_p_second$/)
    const second = await digestsOfAll(staging.url)
    expect(second.wards).not.toBe(first.wards)
    expect(await programs(staging.url)).toEqual(await programs(source.url))
    // As a try leaves it that ends between its swap and its programs.
    for (const [view] of await views(staging.url)) await runSql(staging.url, `DROP VIEW \`${view}\``)
    expect(await publish({ runId: 'second' }, ports)).toMatchObject({ runId: 'second', previousSchema })
    expect(await programs(staging.url)).toEqual(await programs(source.url))
    await ports.live.rollback()
    expect(await digestsOfAll(staging.url)).toEqual(first)
    expect(await programs(staging.url)).toEqual(expect.arrayContaining([['busiest'], ['count_measurement']]))
    await ports.live.rollback()
    expect(await digestsOfAll(staging.url)).toEqual(second)
  })
})

function views(url: string) {
  return runSql(url, 'SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()')
}

function programs(url: string) {
  return runSql(
    url,
    `SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE() UNION ALL
     SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() UNION ALL
     SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() ORDER BY 1`,
  )
}
