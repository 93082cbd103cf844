import type { Ports } from '../ports.ts'

/** Takes away the shadow schema of a run that failed; nothing when the run failed before it had a plan. */
export async function dropShadow(input: { runId: string }, ports: Pick<Ports, 'plans' | 'shadow'>): Promise<void> {
  const plan = await ports.plans.find(input.runId)
  if (plan) await ports.shadow.drop(plan)
}
