import { describe, expect, it } from 'vitest'
import { runDataset } from '../../functions/dataset-run.ts'
import type { Deployed } from '../../functions/deployed.ts'
import { parseConfig } from '../../shared/config/parse-config.ts'
import { UsageError } from '../../shared/errors.ts'

process.env.STAGING_DATABASE = 'staging'

const yaml = `source: { url: mysql://a/b }
staging: { url: mysql://a/c }
datasets:
  small: { from: orders, limit: 10 }
  long: { from: orders, max_seconds: 301 }
  large: { from: orders, max_rows: 3000001 }
`
const deployed = { config: parseConfig(yaml, 'nightmask.yaml', {}, {}) } as Deployed

/** A workflow that has ended with this output; counts how often it was started. */
function nightThatEnds(output: object) {
  const started: object[] = []
  return {
    started,
    start: async (input: object) => `arn:night:${started.push(input)}`,
    status: async () => ({ status: 'succeeded', error: null, text: JSON.stringify(output) }) as const,
  }
}

describe('a dataset that is asked for by invoking its function', () => {
  it('is refused before anything starts when one Lambda cannot do it, or nobody configured it', async () => {
    const night = nightThatEnds({})
    const refused = (dataset: string, staging?: string) =>
      runDataset({ dataset, ...(staging ? { staging } : {}) }, night, deployed).catch((error: unknown) => error)
    for (const [dataset, sentence] of [
      ['long', 'long has max_seconds 301, and one Lambda does at most 300'],
      ['large', 'large has max_rows 3000001, and one Lambda does at most 3000000'],
      ['smal', 'there is no smal; did you mean small?'],
    ] as const) {
      const error = await refused(dataset, 'elsewhere')
      expect([dataset, error]).toEqual([dataset, expect.any(UsageError)])
      expect((error as Error).message).toContain(sentence)
    }
    expect(night.started).toEqual([])
  })

  it.each([
    [null, 'it has to be like { "dataset": "recent-orders", "staging": "shop_staging_recent_orders" }'],
    ['small', 'it has to be like { "dataset": "recent-orders", "staging": "shop_staging_recent_orders" }'],
    [{}, 'dataset has to be the name of a dataset of nightmask.yaml'],
    [{ dataset: '' }, 'dataset has to be the name of a dataset of nightmask.yaml'],
    [{ dataset: 'small', staging: 7 }, 'staging has to be a schema name of letters, digits and underscores'],
    [{ dataset: 'small', where: '1' }, 'it takes dataset and staging, not where'],
  ])('is refused in one sentence when it is asked for by %j', async (payload, problem) => {
    const night = nightThatEnds({})
    const error = await runDataset(payload as never, night, deployed).catch((thrown: unknown) => thrown)
    expect(error).toEqual(new UsageError(`payload: 1 problem — ${problem}`))
    expect(night.started).toEqual([])
  })

  it('is told in a sentence when another run is at work', async () => {
    const night = nightThatEnds({ outcome: 'skipped', holder: 'arn:aws:states:eu:1:execution:Night:night-7' })
    expect(await runDataset({ dataset: 'small' }, night, deployed)).toEqual({
      execution: 'arn:night:1',
      outcome: 'skipped',
      audit: null,
      failure: 'Nothing was made: another run is at work (execution night-7). Ask again when it has ended.',
    })
    expect(night.started).toEqual([{ dataset: { name: 'small', schema: 'staging_small' } }])
  })
})
