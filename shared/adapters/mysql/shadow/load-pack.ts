import type { Plan } from '../../../policy/plan.ts'
import type { ChunkLoad } from '../../../ports.ts'
import { loadSql } from '../reading/expressions.ts'
import { toldOf } from '../wire/error-places.ts'
import type { Wire } from '../wire/wire.ts'
import { loadedColumns } from './load-chunk.ts'
import { assertHarmless } from './load-warnings.ts'
import { tableOf } from './shadow-tables.ts'

/** LOAD DATA of small tables in as few packets as can be: a round trip for each takes longer than its rows. */
export async function* loadPack(
  wire: Wire,
  plan: Plan,
  loads: readonly ChunkLoad[],
): AsyncGenerator<number, void, undefined> {
  const { family } = plan.schema.server
  const tables = loads.map(({ chunk }) => tableOf(plan, chunk.table))
  const statements = loads.map(({ bytes }, at) => ({
    sql: loadSql(plan.shadow, tables[at]!, loadedColumns(plan, tables[at]!.name), family),
    blocks: bytes,
  }))
  let at = 0
  try {
    for await (const { affectedRows, warnings, shown } of wire.loadEach(statements)) {
      assertHarmless(tables[at]!, warnings, shown)
      at++
      yield affectedRows
    }
  } catch (error) {
    throw await toldOf(wire, tables[at]!, 'loading', error)
  }
}
