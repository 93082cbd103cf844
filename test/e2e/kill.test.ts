import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { StepName } from '../../shared/pipeline.ts'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { auditFlags, recordsOf, served, words } from './left-behind.ts'
import { killedIn, nightmask } from './nightmask.ts'
import { succeed } from './shop.ts'
import { freshSmall } from './small.ts'

// One with everything loaded, one while it is swapped; `npm run faults` kills in every step.
const killed: readonly StepName[] = ['verify', 'publish']

describeEachServer('a run that is killed', (server) => {
  it('leaves the old staging complete wherever it dies, and a record that the next run writes, as abandoned; that succeeds', async () => {
    const small = await freshSmall(server)
    const { source, staging, folder, flags } = small
    await succeed('run', ...flags)
    const old = await digestsOfAll(staging.url)
    const first = await served(small)
    await runSql(source.url, "UPDATE members SET joined = joined + INTERVAL 1 DAY, name = CONCAT(name, ' II')")
    for (const step of killed) {
      await killedIn(step, 'run', ...flags)
      if (step === 'verify')
        expect(words((await nightmask('plan', ...flags)).stdout)).toMatch(
          /Run \S+, begun .* has no record yet: it is at work, or it died/,
        )
      const now = await digestsOfAll(staging.url)
      if (step !== 'publish') expect([step, now]).toEqual([step, old])
    }
    await succeed('run', ...flags)
    const records = recordsOf(small)
    expect(records.find(({ reached }) => reached === 'verify')).toMatchObject({
      ...{ outcome: 'abandoned', serves: { runId: first }, publication: null },
      tables: records[0]!.tables.map(({ table }) => ({ table })),
    })
    expect(records.at(-1)).toMatchObject({ outcome: 'published', serves: { runId: await served(small) } })
    await succeed('audit', 'verify', ...auditFlags(small), '--key-file', join(folder, 'key'))
    expect((await digestsOfAll(staging.url)).members).not.toEqual(old.members)
    const leftovers = await runSql(
      staging.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${staging.name.replaceAll('_', '\\_')}%'`,
    )
    // Staging, the generation before, and the schema of claims.
    expect(leftovers.length).toBeLessThanOrEqual(3)
  })
})
