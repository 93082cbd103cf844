import { setTimeout } from 'node:timers/promises'
import { DatabaseError, UnfinishedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import { isDangling } from '../../../schema/dangling-keys.ts'
import { quoteText } from '../../../schema/quote.ts'
import type { Table } from '../../../schema/schema.ts'
import { foreignKeySql, indexSql } from '../../../schema/shadow-ddl.ts'
import { onTable } from '../wire/error-places.ts'
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

/** Adds the foreign keys of shadow tables that are not there yet: made with their tables, or by an earlier try. Those that lead nowhere are left out. */
export async function addForeignKeys(
  wire: Wire,
  tables: readonly Table[],
  { schema, shadow: schemaName }: Pick<Plan, 'schema' | 'shadow'>,
): Promise<void> {
  const there = await foreignKeysOf(wire, schemaName)
  for (const table of tables) {
    const done = table.foreignKeys
      .filter((key) => isDangling(schema, key) || there.get(table.name.toLowerCase())?.has(key.name.toLowerCase()))
      .map(({ name }) => name)
    // As a rule nothing is left, and thousands of tables need not be taken apart to see it.
    if (done.length === table.foreignKeys.length) continue
    for (const statement of foreignKeySql(table, schemaName, done))
      await onTable(wire, table, 'its foreign keys', () => wire.execute(statement))
  }
}

// Asked, since MariaDB has no error number of its own for a key that is there.
async function foreignKeysOf(wire: Wire, schemaName: string): Promise<Map<string, Set<string>>> {
  const found = await wire.query(
    `SELECT table_name, constraint_name FROM information_schema.referential_constraints
     WHERE constraint_schema = ${quoteText(schemaName)}`,
  )
  const names = new Map<string, Set<string>>()
  for (const [table = '', name = ''] of found.map((row) => row.map((word) => word?.toLowerCase())))
    names.set(table, (names.get(table) ?? new Set()).add(name))
  return names
}
