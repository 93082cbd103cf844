import type { Check } from '../../audit/record.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** No two rows share a unique key, NULLs apart. */
export async function checkUniqueKeys({ plan, ports }: VerifyContext): Promise<Check> {
  const findings: string[] = []
  const functional: string[] = []
  let checked = 0
  for (const { table } of plan.tables)
    for (const key of plan.schema.tables.find(({ name }) => name === table)?.uniqueKeys ?? []) {
      if (key.functional) {
        functional.push(`${table}.${key.name}`)
        continue
      }
      checked++
      const groups = await ports.shadow.countDuplicates(plan, table, key)
      if (groups > 0) findings.push(`${table}.${key.name}: ${groups} values occur more than once`)
    }
  // The server built these indexes over the finished rows and would have refused; the columns cannot be read by name.
  const note = functional.length > 0 ? `Left to the server's own index: ${functional.join(', ')}.` : null
  return verdictOf('unique keys', counted(checked, 'unique key'), findings, note)
}
