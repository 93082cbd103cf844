import type { Constraint } from '../schema/checks/constraints.ts'
import type { Table } from '../schema/schema.ts'
import { CannotSeed } from './cannot-seed.ts'
import { type Domain, domainOf } from './schema/domains/domain.ts'

/** What each column of a table may hold, found out when it is asked for. Throws CannotSeed for a column that is not there. */
export function tableDomains(table: Table, constraints: readonly Constraint[]): (column: string) => Domain {
  const domains = new Map<string, Domain>()
  return (name) => {
    const column = table.columns.find((candidate) => candidate.name === name)
    if (!column) throw new CannotSeed(`${table.name} has no column ${name}`)
    const domain = domains.get(name) ?? domainOf(column, constraints)
    domains.set(name, domain)
    return domain
  }
}
