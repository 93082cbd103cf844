import type { Ports, Publication } from '../ports.ts'

/** Swaps the verified shadow schema with the live one and notes what it did. A run that is published already stays so. */
export async function publish(
  input: { runId: string },
  ports: Pick<Ports, 'plans' | 'live' | 'notes'>,
): Promise<Publication> {
  const publication = await ports.live.publish(await ports.plans.read(input.runId))
  await ports.notes.write(input.runId, 'publication', publication)
  return publication
}
