import type { Ports } from '../ports.ts'

/** Notes the shadow schema as it is: from here on nobody has anything to write there, and what verify reads is what publish finds, or it shows. */
export async function sealShadow(
  { runId }: { runId: string },
  { plans, shadow, notes }: Pick<Ports, 'plans' | 'shadow' | 'notes'>,
): Promise<void> {
  await notes.write(runId, 'seal', await shadow.seal(await plans.read(runId)))
}
