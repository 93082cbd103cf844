import { RunFailedError } from '../../../errors.ts'
import type { Table } from '../../../schema/schema.ts'
import { placesIn } from '../wire/error-places.ts'
import type { Wire } from '../wire/wire.ts'

/** "Field has no default value": a column that is new gets what its type begins with. */
const noDefault = '1364'

/** Executes and returns the rows that changed. Throws RunFailedError, which names the columns, where a value was cut to fit. */
export async function executeFitting(wire: Wire, table: Table, statement: string): Promise<number> {
  const { affectedRows, warnings } = await wire.execute(statement)
  if (warnings === 0) return affectedRows
  const harmful = (await wire.query('SHOW WARNINGS')).filter(([, errno]) => errno !== noDefault)
  if (harmful.length === 0) return affectedRows
  const numbers = [...new Set(harmful.map(([, errno]) => errno))].join(', ')
  const places = [`table ${table.name}`, ...placesIn(harmful, table)].join(', ')
  throw new RunFailedError(`${places}: a value does not fit as it is (server warnings ${numbers}).`)
}
