import type { Plan } from '../../../policy/plan.ts'
import { planByName } from '../../../policy/plan-by-name.ts'
import type { ServerFamily, Table } from '../../../schema/schema.ts'
import { loadSql } from '../reading/expressions.ts'
import type { Wire } from '../wire/wire.ts'
import { insertRows } from './insert-rows.ts'
import { assertUnchanged } from './load-warnings.ts'

/** Loads a masked chunk and returns the rows stored. LOAD DATA LOCAL turns bad values into warnings: any is an error here. */
export async function loadChunk(
  wire: Wire,
  schemaName: string,
  table: Table,
  columns: readonly string[],
  family: ServerFamily,
  method: 'load-data' | 'insert',
  blocks: AsyncIterable<Uint8Array>,
): Promise<number> {
  if (method === 'insert') return insertRows(wire, schemaName, table, columns, family, blocks)
  const { affectedRows, warnings } = await wire.load(loadSql(schemaName, table, columns, family), blocks)
  await assertUnchanged(wire, table, warnings)
  return affectedRows
}

/** The columns of a table that are copied, in the order of a masked row's cells. */
export function loadedColumns(plan: Plan, name: string): string[] {
  return (
    planByName(plan)
      .plans.get(name)
      ?.columns.map(({ column }) => column) ?? []
  )
}
