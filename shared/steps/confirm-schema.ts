import { RunFailedError, UncoveredError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { schemaChanges } from '../schema/changes.ts'
import { schemaDigest } from '../schema/digest.ts'
import { dropTexts } from '../schema/drop-texts.ts'
import { withoutKept } from '../schema/kept-tables.ts'

/**
 * The source's schema is still the planned one: asked when the snapshot is open and again before publish, because an
 * open snapshot does not stop every ALTER. Throws UncoveredError when a column appeared, RunFailedError otherwise.
 */
export async function confirmSchema(input: { runId: string }, ports: Pick<Ports, 'plans' | 'source'>): Promise<void> {
  const plan = await ports.plans.read(input.runId)
  const read = withoutKept(await ports.source.introspect(), plan.keepTables)
  const now = plan.dropped ? dropTexts(read, plan.dropped) : read
  if (schemaDigest(now) === plan.schemaDigest) return
  const changes = schemaChanges(plan.schema, now)
  const message = `The source's schema changed during the run: ${changes.join('; ')}. Nothing was published; classify what is new and run again.`
  throw changes.some((change) => change.includes('was added'))
    ? new UncoveredError(message)
    : new RunFailedError(message)
}
