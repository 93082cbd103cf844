import type { Check } from '../../audit/record.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Every edge case of the catalogue is there under its key. */
export async function checkEdgeCases({ plan, ports, cases }: VerifyContext): Promise<Check> {
  const findings: string[] = []
  for (const { name, table, key } of cases)
    if (!(await ports.shadow.holdsRow(plan, table, key))) findings.push(`${name}: no row of ${table} has its key`)
  if (cases.length === 0)
    return { name: 'edge cases', verdict: 'skipped', covered: 'nothing', findings: [], note: 'None were seeded.' }
  return verdictOf('edge cases', counted(cases.length, 'edge case'), findings)
}
