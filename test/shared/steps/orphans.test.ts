import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { SnapshotReceipt } from '../../../shared/masking/rows/receipt.ts'
import type { MaskedBytes } from '../../../shared/masking/rows/row-batch.ts'
import { SnapshotReceipts } from '../../../shared/masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Ports } from '../../../shared/ports.ts'
import { orphansBefore } from '../../../shared/steps/checks/orphans-before.ts'
import { countOrphans } from '../../../shared/steps/count-orphans.ts'
import { sealOfOrphans } from '../../../shared/steps/seals.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

const tables = `CREATE TABLE accounts (email VARCHAR(60) PRIMARY KEY);
  CREATE TABLE people (id INT PRIMARY KEY, email VARCHAR(60), CONSTRAINT login FOREIGN KEY (email) REFERENCES accounts (email));
  CREATE TABLE visits (id INT PRIMARY KEY, person INT, CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id));
  INSERT INTO accounts VALUES ('sigrid.undset@oslo.example'), ('knut@hamaroy.example');
  INSERT INTO people VALUES (1, 'Sigrid.Undset@oslo.example'), (2, 'knut@hamaroy.example'), (3, NULL);
  INSERT INTO visits VALUES (1, 1), (2, 3), (3, NULL)`
const orphans = `SET foreign_key_checks = 0; INSERT INTO people VALUES (4, 'gone@oslo.example'), (5, 'GONE@oslo.example');
  INSERT INTO visits VALUES (4, 9)`
const masks = { 'accounts.email': 'email', 'people.email': 'email' }

describeEachServer('orphans', (server) => {
  async function prepare(sql: string) {
    const [source, staging] = [await freshDatabase(server, 'orphans'), await freshDatabase(server, 'stage')]
    await runSql(source.url, sql)
    return { source, ports: await localPorts(source, staging) }
  }

  const foreignKeys = async (plan: Plan, ports: Ports, harm = '') => {
    await loadAll(plan, ports)
    if (harm) await runSql(`${server.url}/${plan.shadow}`, `SET foreign_key_checks = 0; ${harm}`)
    const { checks } = await verify({ runId: plan.runId }, ports)
    return checks.find(({ name }) => name === 'foreign keys')
  }

  it('of production are reported and not refused: proven by what was stored where keys are kept, by a count in the snapshot where they are masked', async () => {
    const { ports } = await prepare(`${tables}; ${orphans}`)
    expect(await foreignKeys(await planOf(ports, 'own', masks), ports)).toMatchObject({
      verdict: 'passed',
      findings: [],
      note: "Production's own, copied as they are: people.login: 2 rows whose accounts row is not there; visits.of_person: 1 row whose people row is not there.",
    })
  })

  it('whose table was dropped altogether are all rows that name one', async () => {
    const dropped = `CREATE TABLE homes (id INT PRIMARY KEY);
      CREATE TABLE dwellers (id INT PRIMARY KEY, home INT, CONSTRAINT of_home FOREIGN KEY (home) REFERENCES homes (id));
      SET foreign_key_checks = 0; DROP TABLE homes; INSERT INTO dwellers VALUES (1, 7), (2, NULL), (3, 7)`
    const { ports } = await prepare(dropped)
    const plan = await planOf(ports, 'dropped')
    expect(await foreignKeys(plan, ports)).toMatchObject({
      verdict: 'passed',
      note: "Production's own, copied as they are: dwellers.of_home: 2 rows whose homes row is not there.",
    })
    // The key is left out and that is said: it would name the schema in which it was made, for ever.
    const { checks } = await verify({ runId: plan.runId }, ports)
    expect(checks.find(({ name }) => name === 'structure')).toMatchObject({
      verdict: 'passed',
      note: 'Left out, as production has no such tables: foreign keys dwellers.of_home.',
    })
    expect(JSON.stringify(await runSql(`${server.url}/${plan.shadow}`, 'SHOW CREATE TABLE dwellers'))).not.toContain(
      'FOREIGN',
    )
  })

  it('are refused where the policy says so', async () => {
    const { ports } = await prepare(`${tables}; ${orphans}`)
    const plan = { ...(await planOf(ports, 'strict', masks)), refusesOrphans: true }
    expect(await foreignKeys(plan, ports)).toMatchObject({
      verdict: 'failed',
      findings: [
        'people.login: 2 rows whose accounts row is not there in production either, which the policy refuses',
        'visits.of_person: 1 row whose people row is not there in production either, which the policy refuses',
      ],
    })
  })

  it('that production does not have are refused', async () => {
    const { ports } = await prepare(`${tables}; ${orphans}`)
    const plan = await planOf(ports, 'lost', masks)
    const check = await foreignKeys(plan, ports, "DELETE FROM accounts WHERE email LIKE '%@example.%' LIMIT 1")
    expect(check).toMatchObject({ verdict: 'failed' })
    expect(check?.findings).toEqual(['people.login: 3 rows whose accounts row is not there, of 2 in production'])
  })

  it('of a table of which a few rows were written are looked for in these alone, where it had none and what it names stayed', async () => {
    const { ports } = await prepare(`${tables}; ${orphans}`)
    const full = await planOf(ports, 'written', masks)
    await loadAll(full, ports)
    const nothing = { surveyed: [], avoiding: [], whole: [] }
    const compared = [{ table: 'visits', reusable: true, written: false, told: true, seeded: 0 }]
    const base = { runId: 'before', schema: 'kept' }
    const plan: Plan = { ...full, refresh: { kind: 'changes', base, nights: 1, compared, ...nothing } }
    const note = async (rows: number) => {
      const keys = [{ table: 'visits', key: 'of_person', references: 'people', rows }]
      const noted = { seed: plan.seed, keys }
      await ports.notes.write('before', 'orphans', {
        ...noted,
        seal: sealOfOrphans('before', noted, ports.originalsKey),
      })
    }
    const { chunks } = await ports.receipts.snapshots('written')
    const snapshots = (patches: Record<string, Partial<SnapshotReceipt>>) => {
      const all = new SnapshotReceipts()
      for (const receipt of chunks) all.add({ ...receipt, columns: [], ...patches[receipt.chunk.table] })
      return all
    }
    const asked = (patches: Record<string, Partial<SnapshotReceipt>>) => orphansBefore(plan, snapshots(patches), ports)
    const stayed = { maskedBy: 'before' }
    const few = { rowsRead: 1000, stayed: { by: 'before', rows: 998 } }
    await note(0)
    const { chunk } = chunks.find(({ chunk }) => chunk.table === 'visits')!
    const written = new Map([['visits.of_person', [{ chunk, only: 'stored' as const }]]])
    expect(await asked({ people: stayed, visits: few })).toEqual(written)
    expect(await asked({ people: {}, visits: few })).toEqual(new Map())
    expect(await asked({ people: stayed, visits: { ...few, stayed: { by: 'before', rows: 900 } } })).toEqual(new Map())
    await note(1)
    expect(await asked({ people: stayed, visits: few })).toEqual(new Map())
    // Rows 3 and 4 were written, of which one leads nowhere.
    const [key] = plan.schema.tables.find(({ name }) => name === 'visits')!.foreignKeys
    const question = { table: 'visits', key: key!, among: written.get('visits.of_person')! }
    const count = async (text: string) => {
      await ports.chunks.write('written', [chunk], Readable.from([Buffer.from(text)]) as AsyncIterable<MaskedBytes>)
      return countOrphans(plan, [{ table: 'visits', key: key! }, question], ports)
    }
    expect(await count('3\t\\N\n4\t9\n')).toEqual([1, 1])
    expect(await count('2\t3\n3\t\\N\n')).toEqual([1, 0])
    expect(await countOrphans(plan, [{ ...question, among: [{ chunk, only: 'all' }] }], ports)).toEqual([1])
  })

  it('that a lost row with kept keys leaves are told by the rows that are missing', async () => {
    const { ports } = await prepare(tables)
    const plan = await planOf(ports, 'rows', masks)
    await loadAll(plan, ports)
    await runSql(`${server.url}/${plan.shadow}`, 'SET foreign_key_checks = 0; DELETE FROM people WHERE id = 1')
    const { checks, verdict } = await verify({ runId: 'rows' }, ports)
    expect(verdict).toBe('refused')
    expect(checks.find(({ name }) => name === 'rows')?.findings.join()).toMatch(/^people: /)
  })
})
