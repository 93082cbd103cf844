import type { Check } from '../../audit/record.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** No row's foreign key points to a row that is not there: an anti-join for each, since loading did not check them. */
export async function checkForeignKeys({ plan, ports }: Pick<VerifyContext, 'plan' | 'ports'>): Promise<Check> {
  const findings: string[] = []
  const elsewhere: string[] = []
  let checked = 0
  for (const { table } of plan.tables)
    for (const key of plan.schema.tables.find(({ name }) => name === table)?.foreignKeys ?? []) {
      if (key.referencedDatabase !== null) {
        elsewhere.push(`${table}.${key.name}`)
        continue
      }
      checked++
      const orphans = await ports.shadow.countOrphans(plan, table, key)
      if (orphans > 0)
        findings.push(
          `${table}.${key.name}: ${orphans} rows whose ${key.referencedTable} row is not there, here or in production`,
        )
    }
  const note =
    elsewhere.length > 0 ? `Not checked, because they lead to other databases: ${elsewhere.join(', ')}.` : null
  return verdictOf('foreign keys', counted(checked, 'foreign key'), findings, note)
}
