import { setTimeout } from 'node:timers/promises'
import { DatabaseError, UnfinishedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import { isDangling } from '../../../schema/dangling-keys.ts'
import { quoteText } from '../../../schema/quote.ts'
import type { Table } from '../../../schema/schema.ts'
import { foreignKeySql, indexSql } from '../../../schema/shadow-ddl.ts'
import type { Wire } from '../wire/wire.ts'
import { waitForEnd } from './running-statements.ts'
import { widenSortMemory } from './sort-memory.ts'

const duplicateKeyName = 1061

/**
 * Builds the secondary indexes of a shadow table. What an earlier try has built stays, and what it left the server with is waited
 * for: each ALTER is done whole or not at all. Throws UnfinishedError after `patienceSeconds`, and the server goes on.
 */
export async function buildIndexes(
  wire: Wire,
  table: Table,
  schemaName: string,
  patienceSeconds: number | null = null,
): Promise<void> {
  const build = async () => {
    const statements = indexSql(table, schemaName)
    if (statements.length > 0) await widenSortMemory(wire, table)
    for (const statement of statements) {
      await waitForEnd(wire, statement)
      await wire.execute(statement).catch(ignoreDuplicate)
    }
  }
  if (patienceSeconds === null) return build()
  const impatient = new AbortController()
  const giveUp = async () => {
    await setTimeout(patienceSeconds * 1000, null, { signal: impatient.signal })
    wire.destroy()
    throw new UnfinishedError(`${table.name}: the server is still building its indexes.`)
  }
  const built = build()
  built.catch(() => undefined)
  await Promise.race([built, giveUp()]).finally(() => impatient.abort())
}

function ignoreDuplicate(error: unknown): void {
  if (!(error instanceof DatabaseError) || error.errno !== duplicateKeyName) throw error
}

/** Adds the foreign keys of a shadow table, unless an earlier try has. Those that lead nowhere are left out. */
export async function addForeignKeys(
  wire: Wire,
  table: Table,
  { schema, shadow: schemaName }: Pick<Plan, 'schema' | 'shadow'>,
): Promise<void> {
  const dangling = table.foreignKeys.filter((key) => isDangling(schema, key)).map(({ name }) => name)
  const statements = foreignKeySql(table, schemaName, dangling)
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
