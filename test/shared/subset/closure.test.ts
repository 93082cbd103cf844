import { beforeAll, expect, it } from 'vitest'
import type { ChildChoice } from '../../../shared/subset/request.ts'
import type { Subset } from '../../../shared/subset/subset.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../../setup/servers.ts'
import { copyStatements } from './copy-subset.ts'
import { type Follow, naiveClosure } from './naive-closure.ts'
import { type RandomDatabase, type RandomReference, randomDatabase } from './random-database.ts'
import { inSnapshot, keysOf, request, subsetOf } from './subset-of.ts'

const schemas = Number(process.env.NIGHTMASK_TEST_SCHEMAS ?? 8)
const firstSeed = Number(process.env.NIGHTMASK_TEST_SEED ?? 1)

describeEachServer('a dataset of any schema', (server) => {
  let source: TestDatabase
  let target: TestDatabase
  beforeAll(async () => {
    source = await freshDatabase(server, 'sub_a')
    target = await freshDatabase(server, 'sub_b')
  })

  it(`has exactly the rows of its definition and no orphan, in ${schemas} random schemas`, async () => {
    for (let seed = firstSeed; seed < firstSeed + schemas; seed++) {
      const random = randomDatabase(seed)
      await fill(source, [...random.ddl, ...random.inserts])
      await fill(target, random.ddl)
      const subset = await proveExact(source, random, seed)
      await copy(source, target, subset)
      expect(await countOrphans(target, random), `seed ${seed}: orphans`).toBe(0)
    }
  }, 1_200_000)
})

async function proveExact(source: TestDatabase, random: RandomDatabase, seed: number): Promise<Subset> {
  const [first] = random.tables
  const { children, follow } = chooseChildren(random, seed)
  const depth = 1 + (seed % 3)
  const references = random.references.flatMap(({ virtual }) => virtual ?? [])
  const wanted = request(first!.name, { where: 'asked = 1', children, depth, references })
  const subset = await subsetOf(source, wanted)
  const keys = keysOf(subset)
  const asked = first!.rows.filter((row) => row.asked === '1')
  const expected = naiveClosure(random, asked, follow, depth)
  for (const { name, key } of random.tables) {
    const rows = [...expected.get(name)!]
    const found = subset.tables.find(({ table }) => table === name)
    expect(found?.rows ?? 0, `seed ${seed}: rows of ${name}`).toBe(rows.length)
    const names = rows.map((row) => key.map((column) => row[column]).join('|'))
    if (key.length > 0) expect(keys[name]?.toSorted() ?? [], `seed ${seed}: ${name}`).toEqual(names.toSorted())
  }
  return subset
}

/** Some references at random; of a table without a key one at the most, since its rows cannot be told apart. */
function chooseChildren({ tables, references }: RandomDatabase, seed: number) {
  const keyless = new Set(tables.filter(({ key }) => key.length === 0).map(({ name }) => name))
  const wanted = references.filter(
    ({ table }, at) =>
      (seed * 7 + at * 3) % 4 !== 0 &&
      (!keyless.has(table) || references.findIndex((reference) => reference.table === table) === at),
  )
  const isOfEveryRow = (reference: RandomReference) => (seed + idOf(reference).length * 5) % 7 === 0
  const chosen = wanted.filter(isReached(tables[0]!.name, references, wanted, isOfEveryRow))
  const children: ChildChoice[] = [...new Map(chosen.map((reference) => [idOf(reference), reference])).values()].map(
    (reference) => {
      const { table, columns } = reference
      return { table, columns, depth: null, limit: null, ofNeeded: isOfEveryRow(reference) }
    },
  )
  const ids = new Set(chosen.map(idOf))
  const follow: Follow = (reference) =>
    ids.has(idOf(reference)) ? (isOfEveryRow(reference) ? 'every' : 'near') : 'not'
  return { children, follow }
}

/** A choice that can never fire is refused: those are left out. */
function isReached(
  from: string,
  references: readonly RandomReference[],
  wanted: readonly RandomReference[],
  isOfEveryRow: (reference: RandomReference) => boolean,
) {
  const near = new Set([from])
  const all = new Set([from])
  const fires = (reference: RandomReference) => (isOfEveryRow(reference) ? all : near).has(reference.target)
  for (let round = 0; round < references.length + 2; round++) {
    for (const reference of wanted.filter(fires)) {
      near.add(reference.table)
      all.add(reference.table)
    }
    for (const { table, target } of references) if (all.has(table)) all.add(target)
  }
  return fires
}

function idOf({ table, columns }: RandomReference): string {
  return `${table}.${columns.join()}`
}

async function fill({ name, url }: TestDatabase, statements: readonly string[]): Promise<void> {
  const clean = `SET FOREIGN_KEY_CHECKS = 0; DROP DATABASE ${name}; CREATE DATABASE ${name}; USE ${name}`
  await runSql(url, [clean, ...statements].join('; '))
}

async function copy(source: TestDatabase, target: TestDatabase, subset: Subset): Promise<void> {
  const statements = await inSnapshot(source, async (_, schema) => copyStatements(schema, subset))
  await runSql(target.url, ['SET FOREIGN_KEY_CHECKS = 0', ...statements].join('; '))
}

async function countOrphans({ url }: TestDatabase, { references }: RandomDatabase): Promise<number> {
  let orphans = 0
  for (const { table, columns, target, targetColumns, virtual } of references) {
    if (virtual) continue
    const join = columns.map((column, at) => `c.${column} = p.${targetColumns[at]}`).join(' AND ')
    const whole = columns.map((column) => `c.${column} IS NOT NULL`).join(' AND ')
    const [[count] = []] = await runSql(
      url,
      `SELECT COUNT(*) FROM ${table} c LEFT JOIN ${target} p ON ${join} WHERE ${whole} AND p.${targetColumns[0]} IS NULL`,
    )
    orphans += Number(count)
  }
  return orphans
}
