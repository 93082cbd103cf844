import { expect, it } from 'vitest'
import { createShadow } from '../../../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../../../shared/adapters/mysql/wire/connect.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import { proposeRisk } from '../../../shared/policy/risk/propose-risk.ts'
import { resolveRisk } from '../../../shared/policy/risk/resolve-risk.ts'
import { describeRiskSet, type RiskSet } from '../../../shared/policy/risk/risk-set.ts'
import { measureRisk } from '../../../shared/steps/checks/risk.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { localPorts, planOf } from './local-run.ts'

const people = Array.from({ length: 400 }, (_, id) => ({
  id,
  year: 1950 + ((id * 7) % 23),
  city: ['Aa', 'Bb', 'Cc'][id % 3]!,
  name: `n${id % 37}`,
}))
const orders = Array.from({ length: 900 }, (_, id) => ({
  id,
  person: (id * 13) % 390,
  at: `2024-01-${String((id % 6) + 1).padStart(2, '0')} ${String(id % 24).padStart(2, '0')}:00:00`,
  total: (Math.floor(id / 6) ** 2 % 23) + 0.5,
}))
const tables = `
  CREATE TABLE people (id INT PRIMARY KEY, year INT NULL, city VARCHAR(20), name VARCHAR(40));
  CREATE TABLE orders (id INT PRIMARY KEY, person INT, at DATETIME, total DECIMAL(8,2), CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id));
  INSERT INTO people VALUES ${people.map(({ id, year, city, name }) => `(${id}, ${id % 50 ? year : 'NULL'}, '${city}', '${name}')`).join()};
  INSERT INTO orders VALUES ${orders.map(({ id, person, at, total }) => `(${id}, ${person}, '${at}', ${total})`).join()}`

/** By the definition: each person's smallest group, a group being the people of one value. */
function naively(facts: readonly (readonly [person: number, value: string])[]) {
  const groups = Map.groupBy(facts, ([, value]) => value)
  const sizeOf = (value: string) => new Set(groups.get(value)!.map(([person]) => person)).size
  const least = new Map<number, number>()
  for (const [person, value] of facts)
    least.set(person, Math.min(least.get(person) ?? Number.POSITIVE_INFINITY, sizeOf(value)))
  const sizes = [...least.values()]
  const below = (limit: number) => sizes.filter((size) => size < limit).length
  return { people: sizes.length, smallest: Math.min(...sizes), below5: below(5), below11: below(11) }
}

const declared = (by: RiskSet['by'][number][], limits: Partial<RiskSet['limits']> = {}) => ({
  people: 'people',
  by: Object.fromEntries(by.map(({ table, column, grain }) => [`${table}.${column}`, grain])),
  limits: { smallest: null, below5: null, below11: null, ...limits },
  line: 9,
})
const ofPeople = [
  { table: 'people', column: 'year', grain: 'exact' },
  { table: 'people', column: 'city', grain: 'exact' },
] as const
const ofOrders = [
  { table: 'orders', column: 'at', grain: 'day' },
  { table: 'orders', column: 'total', grain: 'exact' },
] as const

describeEachServer('the risk that remains', (server) => {
  it('is counted as a naive computation counts it, over joins too, and refuses beyond the limits of the policy', async () => {
    const [source, staging] = [await freshDatabase(server, 'risk'), await freshDatabase(server, 'risky')]
    await runSql(source.url, tables)
    const ports = await localPorts(source, staging)
    const planned = await planOf(ports, 'run-1', { 'people.name': 'last_name' })
    const wire = await openWire(source.url, 'plain')
    const shadow = createShadow(wire, () => source.name)
    const resolved = (limits: Partial<RiskSet['limits']> = {}) =>
      [ofPeople, ofOrders].flatMap(
        (by) => resolveRisk([declared([...by], limits)], planned.schema, new Set(['people', 'orders'])).sets,
      )
    const measure = (risk: readonly RiskSet[]) => {
      const plan: Plan = { ...planned, risk }
      return measureRisk({ plan, ports: { ...ports, shadow } })
    }
    const { measured, checks } = await measure(resolved())
    const byPeople = naively(people.map(({ id, year, city }) => [id, `${id % 50 ? year : null} ${city}`]))
    const byOrders = naively(orders.map(({ person, at, total }) => [person, `${at.slice(0, 10)} ${total}`]))
    expect(measured.groups).toEqual([
      { set: 'people by year, city', declared: true, ...byPeople, reason: null },
      { set: 'people by orders.at (day), orders.total', declared: true, ...byOrders, reason: null },
    ])
    expect([byPeople.below5 > 0, byOrders.below11 > byOrders.below5]).toEqual([true, true])
    expect(checks).toMatchObject([{ name: 'risk', verdict: 'passed' }])
    // How often each of 37 names comes: those whose number of cells no other has are told apart.
    const sizes = [...Map.groupBy(people, ({ name }) => name).values()].map((group) => group.length)
    const alone = sizes.filter((size) => sizes.filter((other) => other === size).length === 1)
    expect(measured.frequencies).toEqual([
      {
        ...{ column: 'people.name', values: 37, cells: 400 },
        ...{ aloneValues: alone.length, aloneCells: alone.reduce((sum, size) => sum + size, 0) },
      },
    ])
    const refused = await measure(resolved({ smallest: 999, below5: 0 }))
    expect(refused.checks[0]).toMatchObject({ verdict: 'failed' })
    expect(refused.checks[0]!.findings.join('; ')).toMatch(
      /people by year, city: the smallest group has \d+ rows?, and risk \(line 9\) asks for 999; people by year, city: [\d.]+ % are in groups of fewer than 5, and risk \(line 9\) allows 0\.0 %/,
    )
    const proposals = proposeRisk(planned.schema, planned.tables).map(describeRiskSet)
    expect(proposals).toEqual(['people by year, city', 'people by orders.at (day), orders.total'])
    // What could not be counted is never taken for kept.
    const late = await measureRisk({
      plan: { ...planned, risk: resolved({ below11: 1 }) },
      ports: { ...ports, shadow: { ...shadow, groupSizes: async () => null } },
    })
    expect(late.checks[0]!.findings).toHaveLength(2)
    // What nobody declared is not to make a night longer: it is told as not counted.
    const large = planned.tables.map((table) => ({ ...table, rowsEstimate: 1e9 }))
    const proposed = proposeRisk(planned.schema, planned.tables)
    const left = await measureRisk({ plan: { ...planned, tables: large, risk: proposed }, ports: { ...ports, shadow } })
    expect(left.measured).toMatchObject({
      frequencies: [],
      groups: [{ people: null, reason: expect.stringContaining('declare it') }, { people: null }],
    })
    expect(left.checks[0]).toMatchObject({ verdict: 'passed', note: expect.stringContaining('declare it under risk') })
    wire.close()
  })
})
