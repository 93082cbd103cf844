import { DatabaseError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Wire } from './wire.ts'

/** Cannot drop a table to which a foreign key leads: MySQL's number, and MariaDB's. */
const isReferredTo = [3730, 1451]

/**
 * Drops a schema with all that is in it; where there is none, nothing. Foreign keys of other schemas do not keep it: a run that was ended between
 * two statements leaves such, and so does RENAME where somebody's own table refers to one that is moved. They lead nowhere then.
 */
export async function dropSchema(wire: Wire, name: string): Promise<void> {
  const sql = `DROP DATABASE IF EXISTS ${quoteName(name)}`
  try {
    await wire.execute(sql)
  } catch (error) {
    if (!(error instanceof DatabaseError) || !isReferredTo.includes(error.errno)) throw error
    // So they were looked at.
    await wire.execute('SET SESSION foreign_key_checks = 0')
    try {
      await wire.execute(sql)
    } finally {
      await wire.execute('SET SESSION foreign_key_checks = 1')
    }
  }
}
