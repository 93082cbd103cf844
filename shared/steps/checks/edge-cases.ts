import type { Check } from '../../audit/record.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Every edge case of the catalogue is there under its key; what could not be seeded is told as not checked, never as passed. */
export async function checkEdgeCases({ plan, ports, cases, leftOut }: VerifyContext): Promise<Check[]> {
  const findings: string[] = []
  for (const { name, table, key } of cases)
    if (!(await ports.shadow.holdsRow(plan, table, key))) findings.push(`${name}: no row of ${table} has its key`)
  const seeded: Check =
    cases.length === 0
      ? { name: 'edge cases', verdict: 'not-asked', covered: 'nothing', findings: [], note: 'None were seeded.' }
      : verdictOf('edge cases', counted(cases.length, 'edge case'), findings)
  if (leftOut.length === 0) return [seeded]
  const note = 'The schema or the server does not take these.'
  return [seeded, { name: 'edge cases left out', verdict: 'skipped', covered: 'nothing', findings: [...leftOut], note }]
}
