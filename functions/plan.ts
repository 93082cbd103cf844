import { plan } from '../shared/steps/plan.ts'
import { awsPorts } from './aws-ports.ts'
import type { PlanEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { planInput } from './plan-input.ts'

/** Settles what the run will do, and notes which moment of the source it is about. */
export const handler = lambdaFor(
  'plan',
  awsPorts('clock', 'source', 'plans', 'notes', 'moment', 'deployed'),
  async (event: PlanEvent, ports) => {
    await ports.notes.write(event.run.runId, 'snapshot', ports.moment)
    await ports.notes.write(event.run.runId, 'writes', await ports.source.writes())
    const generations = await ports.notes.read(event.run.runId, 'generations')
    const { plan: made, notes } = await plan(planInput(event, ports.deployed, generations), ports)
    return { chunks: made.chunks.length, tables: made.tables.length, notes }
  },
)
