import { RunFailedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import { planByName } from '../../../policy/plan-by-name.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Table } from '../../../schema/schema.ts'

/** CREATE DATABASE for the plan's shadow schema, with the source's defaults. */
export function createSchemaSql({ shadow, schema }: Plan): string {
  const collation = /^\w+$/.test(schema.collation) ? ` COLLATE ${schema.collation}` : ''
  return `CREATE DATABASE ${quoteName(shadow)} CHARACTER SET ${schema.charset}${collation}`
}

/** A table of the plan's schema, by its exact name. */
export function tableOf(plan: Plan, name: string): Table {
  const table = planByName(plan).tables.get(name)
  if (!table) throw new RunFailedError(`${name} is not a table of the source's schema.`)
  return table
}
