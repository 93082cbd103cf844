import type { Check } from '../../audit/record.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/**
 * Every unique key of the source is a unique key of the shadow schema. The server built it over the finished rows with its own
 * checks on, which fails at the first two that are equal: an index that is there is the proof.
 */
export function checkUniqueKeys({ plan, stored }: VerifyContext): Check {
  const shadow = new Map(stored.tables.map((table) => [table.name, table.uniqueKeys]))
  const findings: string[] = []
  let checked = 0
  for (const { table } of plan.tables)
    for (const { name, columns } of plan.schema.tables.find((entry) => entry.name === table)?.uniqueKeys ?? []) {
      checked++
      const isThere = shadow.get(table)?.some((key) => key.name === name && key.columns.join() === columns.join())
      if (!isThere) findings.push(`${table}.${name}: the index is not there, so nothing keeps its values unique`)
    }
  return verdictOf('unique keys', `${counted(checked, 'unique key')}, by the server's own indexes`, findings)
}
