import { RunFailedError } from '../errors.ts'
import type { Ports, Publication } from '../ports.ts'

/** Swaps the verified shadow schema with the live one and notes what it did. A run that is published already stays so. */
export async function publish(
  input: { runId: string },
  ports: Pick<Ports, 'plans' | 'live' | 'notes'>,
): Promise<Publication> {
  const { runId } = input
  const seal = await ports.notes.read(runId, 'seal')
  if (!seal)
    throw new RunFailedError(
      `Run ${runId} left no seal of what it verified, so nothing can be compared with it; use --resume.`,
    )
  const publication = await ports.live.publish(await ports.plans.read(runId), seal)
  await ports.notes.write(runId, 'publication', publication)
  // Nothing more will be changed. Who comes next need not wait for it to be said.
  await ports.live.release(runId).catch(() => undefined)
  return publication
}
