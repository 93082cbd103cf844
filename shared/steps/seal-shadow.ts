import type { Ports } from '../ports.ts'

type SealingPorts = Pick<Ports, 'plans' | 'shadow' | 'notes'>

/** A shadow schema that is about to be sealed. */
export interface Sealing {
  /** Tables that are sealed before the others: what changes in one of them from here on shows. */
  readonly early: Promise<ReadonlySet<string>>
  readonly all: Promise<void>
}

/** Notes the shadow schema as it is: from here on nobody has anything to write there, and what verify reads is what publish finds, or it shows. */
export async function sealShadow(
  { runId }: { runId: string },
  { plans, shadow, notes }: SealingPorts,
  early?: (tables: ReadonlySet<string>) => void,
): Promise<void> {
  await notes.write(runId, 'seal', await shadow.seal(await plans.read(runId), early))
}

/** The same for who goes on with what is sealed already. */
export function beginSealing(input: { runId: string }, ports: SealingPorts): Sealing {
  const told = Promise.withResolvers<ReadonlySet<string>>()
  const all = sealShadow(input, ports, told.resolve)
  const early = Promise.race([told.promise, all.then(() => new Set<string>())])
  for (const one of [early, all]) one.catch(() => undefined)
  return { early, all }
}
