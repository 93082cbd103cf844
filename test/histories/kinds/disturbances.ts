import { pipeline } from '../../../shared/pipeline.ts'
import type { HistoryKind } from '../kind.ts'
import type { Fault } from '../staging.ts'

const family = 'disturbances'
const ways: readonly Fault['way'][] = ['interrupted', 'connections killed', 'process killed']

export const disturbanceKinds: readonly HistoryKind[] = [
  ...ways.flatMap((way) =>
    [false, true].map(
      (resumes): HistoryKind => ({
        family,
        name: `a night is ${way}${resumes ? ' and gone on with' : ''}`,
        strike: async (world) => {
          const { step } = world.chance.pick(pipeline)
          world.fault = { step, way, milliseconds: world.chance.below(60), resumes }
          return `in ${step}`
        },
      }),
    ),
  ),
  {
    family,
    name: 'staging is rolled back',
    // Both, so that rows that staging keeps are the same in both; who has no generation before cannot.
    strike: async ({ a, b }) => ((await b.rollback()) ? `A ${(await a.rollback()) ? 'too' : 'not'}` : 'none'),
  },
]
