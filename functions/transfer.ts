import { packsOf } from '../shared/schema/packs.ts'
import { adoptNight } from '../shared/steps/adopt-night.ts'
import { confirmSchema } from '../shared/steps/confirm-schema.ts'
import { settleReuse } from '../shared/steps/settle-reuse.ts'
import { snapshot } from '../shared/steps/snapshot.ts'
import { survey } from '../shared/steps/survey.ts'
import { awsPorts } from './aws-ports.ts'
import { eachChunk } from './each-chunk.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { holding } from './source-hold.ts'

/** Survey and snapshot of a live source or of a dataset in it: all over one connection, so that all of it is one moment. */
export const handler = lambdaFor(
  'transfer',
  awsPorts(
    ...(['clock', 'plans', 'source', 'close', 'moment', 'hold', 'key', 'originals', 'people', 'chunks'] as const),
    ...(['receipts', 'notes', 'records'] as const),
  ),
  async ({ run }: RunEvent, ports) => {
    await ports.notes.write(run.runId, 'snapshot', ports.moment)
    await confirmSchema(run, ports)
    const plan = await ports.plans.read(run.runId)
    return ports.hold.whileReading(async () => {
      await ports.close(plan)
      const chunks = packsOf(plan.chunks).map(([first]) => first)
      await eachChunk(holding(survey))({ run, chunks }, { ...ports, originalsKey: ports.key })
      await adoptNight(run, ports)
      await settleReuse({ runId: run.runId, after: 'survey' }, ports)
      return eachChunk(holding(snapshot))({ run, chunks }, ports)
    })
  },
  ({ rows }) => ({ RowsMasked: rows }),
)
