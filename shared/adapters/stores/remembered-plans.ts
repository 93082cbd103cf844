import type { Plan } from '../../policy/plan.ts'
import type { PlanStore } from '../../ports.ts'
import { remembered } from '../remembered.ts'

/** Plans that are read once, and not at all by whoever wrote them: a plan does not change, every chunk asks for it, and that of a thousand tables is megabytes. */
export function rememberedPlans(plans: PlanStore): PlanStore {
  const read = remembered(plans.read)
  let written: Plan | null = null
  return {
    ...plans,
    async write(plan) {
      await plans.write(plan)
      written = plan
    },
    read: async (runId) => (written?.runId === runId ? written : read(runId)),
  }
}
