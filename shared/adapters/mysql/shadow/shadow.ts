import type { Plan } from '../../../policy/plan.ts'
import { planByName } from '../../../policy/plan-by-name.ts'
import { isCompared } from '../../../policy/refresh.ts'
import type { Shadow } from '../../../ports.ts'
import { appendsOnly } from '../../../schema/engine.ts'
import { isMadeWhole } from '../../../schema/made-whole.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import { shadowTableSql } from '../../../schema/shadow-ddl.ts'
import { introspect } from '../catalog/introspect.ts'
import { selectSql, whereChunk } from '../reading/expressions.ts'
import { countAllOrphans, countOrphans, countOrphansOf } from '../reading/integrity.ts'
import { readKeyRange } from '../reading/source.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import { onTable } from '../wire/error-places.ts'
import type { Wire } from '../wire/wire.ts'
import { setCounter } from './adopt-tables.ts'
import { alterChunk, bringChunk } from './bring-chunk.ts'
import { canaryTable, createCanariesSql, insertCanariesSql } from './canary-table.ts'
import { frequencies, groupSizes } from './group-sizes.ts'
import { loadChunk, loadedColumns } from './load-chunk.ts'
import { loadPack } from './load-pack.ts'
import { endRemoteLoad, loadRemote, type RemoteChunks } from './load-remote.ts'
import { createdTables, makeShadow } from './make-shadow.ts'
import { assertSealed, takeSeal } from './seal.ts'
import { seedShadow } from './seeding.ts'
import { addForeignKeys, buildIndexes } from './shadow-keys.ts'
import { tableOf } from './shadow-tables.ts'

/**
 * The shadow schema over one connection of role `staging`. `schemaOf` names the schema: that of the plan, or the live one to verify.
 * `patienceSeconds` ends the wait for indexes with UnfinishedError; `remote` finds chunks for a server that reads them itself.
 */
export function createShadow(
  wire: Wire,
  schemaOf: (plan: Plan) => string = ({ shadow }) => shadow,
  patienceSeconds: number | null = null,
  remote: RemoteChunks | null = null,
): Shadow {
  const nameOf = (plan: Plan, table: string) => `${quoteName(schemaOf(plan))}.${quoteName(table)}`
  const load: Shadow['load'] = (plan, chunk, bytes) => {
    const table = tableOf(plan, chunk.table)
    const { loadMethod } = plan
    if (loadMethod === 's3')
      return onTable(wire, table, 'loading from S3', () => loadRemote(wire, plan, chunk, remote, bytes))
    const columns = loadedColumns(plan, chunk.table)
    const { family } = plan.schema.server
    return onTable(wire, table, 'loading', () =>
      loadChunk(wire, plan.shadow, table, columns, family, loadMethod, bytes),
    )
  }
  return {
    create: (plan, part) => makeShadow(wire, plan, part),
    async clear(plan, chunk) {
      const table = tableOf(plan, chunk.table)
      if (plan.loadMethod === 's3') await endRemoteLoad(wire, plan, chunk, remote)
      const rows = `FROM ${quoteName(plan.shadow)}.${quoteName(chunk.table)}${whereChunk(chunk)}`
      // A DELETE locks the gap even where there is nothing, and two streams that load one table would deadlock over it.
      if ((await wire.query(`SELECT 1 ${rows} LIMIT 1`)).length === 0) return
      await onTable(wire, table, 'clearing a chunk', async () => {
        if (!appendsOnly(table.engine)) return wire.execute(`DELETE ${rows}`)
        await wire.execute(`DROP TABLE ${nameOf(plan, chunk.table)}`)
        return wire.execute(shadowTableSql(table, plan.shadow))
      })
    },
    load,
    async *loadEach(plan, loads) {
      if (plan.loadMethod === 'load-data') yield* loadPack(wire, plan, loads)
      else for (const { chunk, bytes } of loads) yield await load(plan, chunk, bytes())
    },
    bring(plan, chunk, read) {
      const table = tableOf(plan, chunk.table)
      const tablePlan = planByName(plan).plans.get(chunk.table)!
      return onTable(wire, table, 'comparing', () => bringChunk(wire, plan, table, tablePlan, chunk, read))
    },
    alter(plan, chunk, rows, read) {
      const table = tableOf(plan, chunk.table)
      const tablePlan = planByName(plan).plans.get(chunk.table)!
      return onTable(wire, table, 'writing', () => alterChunk(wire, plan, table, tablePlan, chunk, rows, read))
    },
    async buildIndexes(plan, name) {
      const table = tableOf(plan, name)
      if (isCompared(plan, name)) return onTable(wire, table, 'its counter', () => setCounter(wire, plan, table))
      if (isMadeWhole(table)) return
      await onTable(wire, table, 'its indexes', () => buildIndexes(wire, table, plan.shadow, patienceSeconds))
    },
    addForeignKeys: (plan) => addForeignKeys(wire, createdTables(plan), plan),
    seed: (plan, work) => seedShadow(wire, plan, work),
    read: (plan, table, columns, chunk) =>
      wire.stream(selectSql(table === canaryTable ? plan.shadow : schemaOf(plan), table, columns, chunk)),
    readEach: (plan, reads) =>
      wire.streamEach(reads.map(({ table, columns, chunk }) => selectSql(schemaOf(plan), table, columns, chunk))),
    async count(plan, table) {
      return Number((await wire.query(`SELECT COUNT(*) FROM ${nameOf(plan, table)}`))[0]?.[0])
    },
    async countDistinct(plan, table, column, atMost) {
      const some = `SELECT DISTINCT ${quoteName(column)} FROM ${nameOf(plan, table)} WHERE ${quoteName(column)} IS NOT NULL LIMIT ${Math.floor(atMost)}`
      return Number((await wire.query(`SELECT COUNT(*) FROM (${some}) AS some`))[0]?.[0])
    },
    groupSizes: (plan, set, seconds) => groupSizes(wire, schemaOf(plan), plan.schema.server.family, set, seconds),
    frequencies: (plan, table, column, seconds) =>
      frequencies(wire, plan.schema.server.family, nameOf(plan, table), column, seconds),
    keyRange: (plan, table, column) => readKeyRange(wire, schemaOf(plan), table, column),
    async sample(plan, table, columns, limit) {
      const key = tableOf(plan, table).primaryKey.map(quoteName).join(', ') || '1'
      const cells = columns.map((column) => `CONVERT(${quoteName(column)} USING utf8mb4)`).join(', ')
      return wire.query(`SELECT ${cells} FROM ${nameOf(plan, table)} ORDER BY ${key} LIMIT ${Math.floor(limit)}`)
    },
    async holdsRow(plan, table, key) {
      const same = Object.entries(key).map(([column, value]) => `${quoteName(column)} = ${quoteText(value)}`)
      return (await wire.query(`SELECT 1 FROM ${nameOf(plan, table)} WHERE ${same.join(' AND ')} LIMIT 1`)).length > 0
    },
    introspect: (plan) => introspect(wire, schemaOf(plan)),
    countOrphans: (plan, table, key, chunk) =>
      countOrphans(wire, schemaOf(plan), table, key, chunk ? whereChunk(chunk) : ''),
    countOrphansOf: (plan, table, key, rows) => countOrphansOf(wire, schemaOf(plan), tableOf(plan, table), key, rows),
    countAllOrphans: (plan, keys) => countAllOrphans(wire, schemaOf(plan), keys),
    seal: (plan, early) => takeSeal(wire, schemaOf(plan), early),
    confirmSealed: (plan, seal) => assertSealed(wire, schemaOf(plan), seal),
    async plantCanaries(plan, rows) {
      for (const statement of [...createCanariesSql(plan.shadow), insertCanariesSql(plan.shadow, rows)])
        await wire.execute(statement)
      return canaryTable
    },
    async dropCanaries(plan) {
      await wire.execute(`DROP TABLE IF EXISTS ${quoteName(plan.shadow)}.${quoteName(canaryTable.name)}`)
    },
    drop: (plan) => dropSchema(wire, plan.shadow),
  }
}
