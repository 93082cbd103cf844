import { RunFailedError } from '../../errors.ts'
import type { Plan } from '../../policy/plan.ts'
import { quoteName } from '../../schema/quote.ts'
import type { Table } from '../../schema/schema.ts'
import type { Wire } from './wire.ts'

/** CREATE DATABASE for the plan's shadow schema, with the source's defaults. */
export function createSchemaSql({ shadow, schema }: Plan): string {
  const collation = /^\w+$/.test(schema.collation) ? ` COLLATE ${schema.collation}` : ''
  return `CREATE DATABASE ${quoteName(shadow)} CHARACTER SET ${schema.charset}${collation}`
}

/** A table of the plan's schema, by its exact name. */
export function tableOf(plan: Plan, name: string): Table {
  const table = plan.schema.tables.find((candidate) => candidate.name === name)
  if (!table) throw new RunFailedError(`${name} is not a table of the source's schema.`)
  return table
}

/** Runs INSERTs of which all are stored or none, with foreign keys checked: the keys are there when rows are seeded. */
export async function insertWhole(wire: Wire, statements: Iterable<string>, table: string): Promise<void> {
  await wire.execute('SET SESSION foreign_key_checks = 1')
  await wire.execute('START TRANSACTION')
  try {
    for (const statement of statements) await executeStrictly(wire, statement, table)
    await wire.execute('COMMIT')
  } catch (error) {
    // A connection that is lost has rolled back by itself.
    await wire.execute('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    await wire.execute('SET SESSION foreign_key_checks = 0').catch(() => undefined)
  }
}

/** Runs an INSERT whose warnings are errors: a value that was cut or rounded is not the value that was asked for. */
async function executeStrictly(wire: Wire, statement: string, table: string): Promise<void> {
  const { warnings } = await wire.execute(statement)
  if (warnings === 0) return
  const shown = await wire.query('SHOW WARNINGS LIMIT 5')
  const numbers = [...new Set(shown.map(([, errno]) => errno))].join(', ')
  throw new RunFailedError(`${table}: a seeded row does not fit its columns as it is (server warnings ${numbers}).`)
}
