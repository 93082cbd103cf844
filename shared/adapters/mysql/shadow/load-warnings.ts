import { RunFailedError } from '../../../errors.ts'
import type { Table } from '../../../schema/schema.ts'
import { placesIn } from '../wire/error-places.ts'
import type { Wire } from '../wire/wire.ts'

/** "Data truncated": also what MySQL says of ENUM's error value (0), which is stored as it was read. */
const truncated = '1265'

/**
 * Throws when the statement before gave a warning: LOAD DATA LOCAL, and a session that is not strict, change a bad value in silence.
 * Their messages are looked at for column names only.
 */
export async function assertUnchanged(wire: Wire, table: Table, warnings: number): Promise<void> {
  if (warnings > 0) assertHarmless(table, warnings, await wire.query('SHOW WARNINGS'))
}

/** The same of warnings that were shown. */
export function assertHarmless(table: Table, warnings: number, shown: readonly (readonly (string | null)[])[]): void {
  if (warnings === 0) return
  const enums = table.columns.filter(({ kind }) => kind === 'enum').map(({ name }) => `'${name}'`)
  const harmful = shown.filter(
    ([, errno, message]) => errno !== truncated || !enums.some((name) => message?.includes(name)),
  )
  if (harmful.length === 0 && shown.length >= warnings) return
  const told = harmful.length > 0 ? harmful : shown
  const numbers = [...new Set(told.map(([, errno]) => errno))].join(', ')
  const places = placesIn(told, table)
  throw new RunFailedError(
    `${[`table ${table.name}`, ...places].join(', ')}: loading gave ${warnings} warnings (errors ${numbers}); a value would have been changed.`,
  )
}
