import { restore } from '../shared/steps/restore.ts'
import { awsPorts } from './aws-ports.ts'
import { summed } from './each-chunk.ts'
import type { RestoreEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { assertRead, restoreParts } from './restore-parts.ts'

/** One part of restore, or a batch of them. */
export const handler = lambdaFor(
  'restore',
  awsPorts('clock', 'plans', 'shadow', 'chunks', 'receipts'),
  async (event: RestoreEvent, ports) =>
    summed(await restoreParts(event, ports), async (part) => {
      await assertRead(event.run.runId, part, ports)
      return restore({ runId: event.run.runId, part }, ports)
    }),
  ({ rows }) => ({ RowsLoaded: rows }),
)
