import { DatabaseError, RunFailedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import { createProgramsSql, dropProgramsSql, sessionSql } from '../catalog/program-sql.ts'
import type { Wire } from '../wire/wire.ts'

/** What no index still to come will mend: no such database, table, column, routine; an invalid view; not allowed. */
export const lasting = [1044, 1049, 1054, 1142, 1143, 1146, 1227, 1305, 1356, 1370, 1418, 1419]

/**
 * Makes every program in the shadow schema and takes it away again: what cannot be made must show before the swap. `errors` are
 * those that count, all when left out. Throws RunFailedError.
 */
export async function rehearsePrograms(
  wire: Wire,
  { schema, shadow }: Plan,
  errors?: readonly number[],
): Promise<void> {
  const failures: string[] = []
  for (const program of schema.programs)
    try {
      for (const statement of createProgramsSql([program], schema.database, shadow)) await wire.execute(statement)
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      if (errors?.includes(error.errno) ?? true) failures.push(`${program.type} ${program.name} (error ${error.errno})`)
    }
  for (const statement of [...dropProgramsSql(schema.programs, shadow), sessionSql]) await wire.execute(statement)
  if (failures.length > 0)
    throw new RunFailedError(
      `These cannot be made on staging: ${failures.join(', ')}; make it possible there, or say under not_restored in the policy why staging goes without them. Nothing was published.`,
    )
}
