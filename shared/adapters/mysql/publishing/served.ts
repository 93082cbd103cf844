import type { Plan } from '../../../policy/plan.ts'
import type { Served } from '../../../ports.ts'
import { wholeTable } from '../../../schema/chunk.ts'
import { quoteText } from '../../../schema/quote.ts'
import { introspect } from '../catalog/introspect.ts'
import { selectSql } from '../reading/expressions.ts'
import { tableOf } from '../shadow/shadow-tables.ts'
import type { Wire } from '../wire/wire.ts'
import { readMarker } from './marker.ts'

/** Staging's live schema, read only, over the connection that `open` gives: it is opened when something is asked. */
export function createServed(open: () => Promise<Wire>): Served {
  const databaseOf = ({ staging }: Plan) => staging.database
  return {
    runId: async (plan) => (await readMarker(await open(), databaseOf(plan)))?.runId ?? null,
    introspect: async (plan) => introspect(await open(), databaseOf(plan)),
    async *readTable(plan, table, columns) {
      const wire = await open()
      const names = columns.map(({ name }) => name)
      // In any order: nobody asks which row it is.
      const unsorted = { ...table, primaryKey: [] }
      yield* wire.stream(selectSql(databaseOf(plan), unsorted, names, wholeTable(table.name)))
    },
    async *read(plan, table, column) {
      const wire = await open()
      const [found] = await wire.query(
        `SELECT 1 FROM information_schema.columns WHERE table_schema = ${quoteText(databaseOf(plan))} AND table_name = ${quoteText(table)} AND column_name = ${quoteText(column)}`,
      )
      if (!found) return
      const unsorted = { ...tableOf(plan, table), primaryKey: [] }
      yield* wire.stream(selectSql(databaseOf(plan), unsorted, [column], wholeTable(table)))
    },
  }
}
