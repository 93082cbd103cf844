import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { fillSchema } from '../../../cli/generate/fill-schema.ts'
import { silentProgress } from '../../../cli/progress.ts'
import { countOrphansSql } from '../../../shared/adapters/mysql/reading/integrity.ts'
import { UsageError } from '../../../shared/errors.ts'
import type { Schema } from '../../../shared/schema/schema.ts'
import { schemaShape } from '../../../shared/seeding/schema/schema-shape.ts'
import { keyOf } from '../../../shared/subset/identity.ts'
import type { Subset } from '../../../shared/subset/subset.ts'
import { createSql, randomSchema } from '../../fixtures/random-schema.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../../setup/servers.ts'
import { copyStatements } from './copy-subset.ts'
import { inSnapshot, request, subsetOf } from './subset-of.ts'

const numRuns = Number(process.env.NIGHTMASK_TEST_SCHEMAS ?? 3)
const seed = Number(process.env.NIGHTMASK_TEST_SEED ?? 7)

describeEachServer('a dataset of any generated schema', (server) => {
  let source: TestDatabase
  let target: TestDatabase
  beforeAll(async () => {
    source = await freshDatabase(server, 'sub_from')
    target = await freshDatabase(server, 'sub_into')
  })

  it(`of ${numRuns} is filled and leaves no orphan in its copy`, async () => {
    for (const [n, schema] of fc.sample(randomSchema(), { numRuns, seed }).entries()) {
      await empty(source, createSql(schema))
      await empty(target, createSql(schema))
      await fillSchema(source.url, () => schemaShape.parse({ rows: 40, seed: n }), silentProgress)
      const introspected = await inSnapshot(source, async (_, found) => found)
      const from = introspected.tables.find((table) => keyOf(table))
      if (!from) continue
      const subset = await closeAround(source, from.name)
      await runSql(target.url, ['SET FOREIGN_KEY_CHECKS = 0', ...copyStatements(introspected, subset)].join('; '))
      expect([n, await orphansOf(target, introspected)]).toEqual([n, []])
      expect([n, await rowsOf(target, introspected)]).toEqual([
        n,
        subset.tables.reduce((sum, { rows }) => sum + rows, 0),
      ])
    }
  }, 1_200_000)
})

/** With all children; without where the rows of a table cannot be told apart. */
async function closeAround(source: TestDatabase, from: string): Promise<Subset> {
  const wanted = request(from, { limit: 5, children: 'all', depth: 2 })
  return subsetOf(source, wanted).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error
    return subsetOf(source, { ...wanted, children: 'none' })
  })
}

async function empty({ name, url }: TestDatabase, statements: readonly string[]): Promise<void> {
  await runSql(url, [`DROP DATABASE ${name}; CREATE DATABASE ${name}; USE ${name}`, ...statements].join('; '))
}

async function orphansOf(target: TestDatabase, { tables }: Schema): Promise<string[]> {
  const found: string[] = []
  for (const table of tables)
    for (const key of table.foreignKeys) {
      const [[orphans] = []] = await runSql(target.url, countOrphansSql(target.name, table.name, key))
      if (orphans !== '0') found.push(`${table.name}.${key.name}: ${orphans}`)
    }
  return found
}

async function rowsOf({ url }: TestDatabase, { tables }: Schema): Promise<number> {
  const [counts = []] = await runSql(
    url,
    `SELECT ${tables.map(({ name }) => `(SELECT COUNT(*) FROM ${name})`).join(', ')}`,
  )
  return counts.reduce((sum, count) => sum + Number(count), 0)
}
