import { hasSurveyed } from '../masking/rows/surveyor.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import { packsOf } from '../schema/packs.ts'
import { asksExclusions } from '../verification/own-fakes.ts'
import { planOfTable } from './plan-of-table.ts'

/**
 * Whether a chunk may be masked tonight whose masks depend on which real values there are. None is where every surveyed chunk holds what it
 * held: chunks are masked by packs, so in each pack that asks everything has to be surveyed.
 */
export async function needsExclusions(plan: Plan, { notes }: Pick<Ports, 'notes'>): Promise<boolean> {
  if (!(await notes.read(plan.runId, 'reuse'))?.exclusions) return true
  return packsOf(plan.chunks).some((pack) => {
    const tables = pack.map(({ table }) => planOfTable(plan, table).tablePlan)
    return tables.some(asksExclusions) && !tables.every(hasSurveyed)
  })
}
