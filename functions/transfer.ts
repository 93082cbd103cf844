import { confirmSchema } from '../shared/steps/confirm-schema.ts'
import { snapshot } from '../shared/steps/snapshot.ts'
import { survey } from '../shared/steps/survey.ts'
import { awsPorts } from './aws-ports.ts'
import { eachChunk } from './each-chunk.ts'
import type { RunEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Survey and snapshot of a live source: every chunk over one connection, so that all of it is one moment. */
export const handler = lambdaFor(
  'transfer',
  awsPorts('clock', 'plans', 'source', 'key', 'originals', 'chunks', 'receipts', 'notes', 'moment'),
  async ({ run }: RunEvent, ports) => {
    await ports.notes.write(run.runId, 'snapshot', ports.moment)
    await confirmSchema(run, ports)
    const { chunks } = await ports.plans.read(run.runId)
    await eachChunk(survey)({ run, chunks }, ports)
    return eachChunk(snapshot)({ run, chunks }, ports)
  },
  ({ rows }) => ({ RowsMasked: rows }),
)
