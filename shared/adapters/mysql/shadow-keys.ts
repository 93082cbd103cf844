import { DatabaseError } from '../../errors.ts'
import { quoteText } from '../../schema/quote.ts'
import type { Table } from '../../schema/schema.ts'
import { foreignKeySql, indexSql } from '../../schema/shadow-ddl.ts'
import type { Wire } from './wire.ts'

const duplicateKeyName = 1061

/** Builds the secondary indexes of a shadow table. What an earlier try has built stays: each ALTER is done whole or not at all. */
export async function buildIndexes(wire: Wire, table: Table, schemaName: string): Promise<void> {
  for (const statement of indexSql(table, schemaName))
    await wire.execute(statement).catch((error) => {
      if (!(error instanceof DatabaseError) || error.errno !== duplicateKeyName) throw error
    })
}

/** Adds the foreign keys of a shadow table, unless an earlier try has. */
export async function addForeignKeys(wire: Wire, table: Table, schemaName: string): Promise<void> {
  const statements = foreignKeySql(table, schemaName)
  if (statements.length === 0 || (await hasForeignKeys(wire, table, schemaName))) return
  for (const statement of statements) await wire.execute(statement)
}

// Asked, since MariaDB has no error number of its own for a key that is there.
async function hasForeignKeys(wire: Wire, table: Table, schemaName: string): Promise<boolean> {
  const [found] = await wire.query(
    `SELECT 1 FROM information_schema.referential_constraints
     WHERE constraint_schema = ${quoteText(schemaName)} AND table_name = ${quoteText(table.name)} LIMIT 1`,
  )
  return found !== undefined
}
