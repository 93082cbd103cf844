import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Ports } from '../../../shared/ports.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { seed } from '../../../shared/steps/seed.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { digestsOfAll } from '../../e2e/compare.ts'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

const clinic = readFileSync('test/fixtures/clinic.sql', 'utf8')
const counter = 'CREATE TABLE hits (id INT PRIMARY KEY, page VARCHAR(9) NULL UNIQUE) ENGINE = MyISAM'

/** A loaded shadow schema of a source, and a second connection to it: a function's next try has one of its own. */
async function loaded(server: TestServer, sql: string) {
  const source = await freshDatabase(server, 'again')
  const staging = await freshDatabase(server, 'retried')
  await runSql(source.url, sql)
  const ports = await localPorts(source, staging)
  const plan = { ...(await planOf(ports, 'run')), seed: { value: 42, edgeCases: ['schema'] } }
  await loadAll(plan, ports)
  const { shadow } = await localPorts(source, staging)
  const scanner = { ...ports.scanner, countOrphans: shadow.countAllOrphans }
  return { plan, staging, ports, later: { ...ports, shadow, scanner } }
}

/** The ports of a try whose connection is ended, as the server ends that of a process that is gone, after so many inserts. */
function dyingAfter(inserts: number, plan: Plan, ports: Ports, server: TestServer): Ports {
  let done = 0
  const seed: Ports['shadow']['seed'] = (of, work) =>
    ports.shadow.seed(of, (insert, own) =>
      work(async (...rows) => {
        const why = await insert(...rows)
        if (++done === inserts) await runSql(server.url, `KILL ${await holderOf(plan, server)}`)
        return why
      }, own),
    )
  return { ...ports, shadow: { ...ports.shadow, seed } }
}

async function holderOf({ shadow }: Plan, server: TestServer): Promise<string> {
  return (await runSql(server.url, `SELECT IS_USED_LOCK('${shadow}')`))[0]![0]!
}

describeEachServer('seeding again', (server) => {
  it('after a try that died half-way, or whose answer was lost, leaves what one try leaves', async () => {
    const once = await loaded(server, clinic)
    await seed({ runId: 'run' }, once.ports)
    const { plan, staging, ports, later } = await loaded(server, clinic)
    await expect(seed({ runId: 'run' }, dyingAfter(3, plan, ports, server))).rejects.toThrow(/^staging /)
    const { rows } = await seed({ runId: 'run' }, later)
    expect(rows).toBeGreaterThan(100)
    expect(await seed({ runId: 'run' }, later)).toEqual({ rows: 0, bytes: 0 })
    const { checks } = await verify({ runId: 'run' }, later)
    expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
    for (const each of [once, { ports: later }]) await publish({ runId: 'run' }, each.ports)
    expect(await digestsOfAll(staging.url)).toEqual(await digestsOfAll(once.staging.url))
    expect(await later.catalogue.read('run')).toEqual(await once.ports.catalogue.read('run'))
    expect(await later.notes.read('run', 'leftOut')).toEqual(await once.ports.notes.read('run', 'leftOut'))
  })

  it('ends an older try that still holds its rows', async () => {
    const { ports, later } = await loaded(server, clinic)
    const write = async () => void (await seed({ runId: 'run' }, later))
    const stuck = { ...ports.catalogue, write }
    await expect(seed({ runId: 'run' }, { ...ports, catalogue: stuck })).rejects.toThrow(/^staging /)
    const { checks } = await verify({ runId: 'run' }, later)
    expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
  })

  it('is refused where tables without transactions may hold half of it', async () => {
    const { plan, ports, later } = await loaded(server, `${counter}; CREATE TABLE t (id INT PRIMARY KEY)`)
    await expect(seed({ runId: 'run' }, dyingAfter(1, plan, ports, server))).rejects.toThrow(/^staging /)
    await expect(seed({ runId: 'run' }, later)).rejects.toThrow(
      'hits (MyISAM): seeding ended half-way before, and tables without transactions keep what they were given; start a new run.',
    )
  })
})

describeEachServer('tables without transactions', (server) => {
  it('take what fits, row by row, and nothing that does not', async () => {
    const { plan, ports } = await loaded(server, counter)
    const cases = ['twice', 'TWICE', 'third'].map((page) => ({
      ...{ name: page, description: 'x', table: 'hits', rows: [] },
      values: { page },
    }))
    await ports.plans.write({ ...plan, seed: { value: 42, edgeCases: [], cases } })
    await seed({ runId: 'run' }, ports)
    expect((await ports.catalogue.read('run')).map(({ name }) => name)).toEqual(['twice', 'third'])
    const { checks } = await verify({ runId: 'run' }, ports)
    expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
  })

  it('cut no value to fit', async () => {
    const { plan, ports } = await loaded(server, counter)
    await ports.shadow.seed(plan, async (insert) => {
      expect(await insert('hits', ['id', 'page'], [['1', 'of ten chars']])).toMatch(/1406/)
      return []
    })
    expect(await ports.shadow.count(plan, 'hits')).toBe(0)
  })
})
