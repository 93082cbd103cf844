import { expect, it } from 'vitest'
import { pipeline } from '../../shared/pipeline.ts'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { killedIn } from './nightmask.ts'
import { succeed } from './shop.ts'
import { freshSmall } from './small.ts'

describeEachServer('a run that is killed', (server) => {
  it('leaves the old staging complete in whatever step it dies, and the next run succeeds', async () => {
    const { source, staging, flags } = await freshSmall(server)
    await succeed('run', ...flags)
    const old = await digestsOfAll(staging.url)
    await runSql(source.url, "UPDATE members SET joined = joined + INTERVAL 1 DAY, name = CONCAT(name, ' II')")
    for (const { step } of pipeline) {
      await killedIn(step, 'run', ...flags)
      const now = await digestsOfAll(staging.url)
      if (step !== 'publish' && step !== 'audit') expect([step, now]).toEqual([step, old])
    }
    await succeed('run', ...flags)
    expect((await digestsOfAll(staging.url)).members).not.toEqual(old.members)
    const leftovers = await runSql(
      staging.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${staging.name.replaceAll('_', '\\_')}%'`,
    )
    // Staging, the generation before, and the schema of claims.
    expect(leftovers.length).toBeLessThanOrEqual(3)
  })
})
