import { expect, it } from 'vitest'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { nightmask } from './nightmask.ts'
import { succeed } from './shop.ts'
import { freshSmall } from './small.ts'

describeEachServer('a generation that was brought back', (server) => {
  it('is verified against the run that made it, and is not what the later run published', async () => {
    const { source, flags } = await freshSmall(server)
    const run = async () => JSON.parse(await succeed('run', ...flags, '--json')).record.runId
    const verified = async (...args: string[]) =>
      JSON.parse((await nightmask('verify', ...flags, ...args, '--json')).stdout)
    const first = await run()
    await runSql(source.url, 'UPDATE members SET joined = joined + INTERVAL 1 DAY')
    const second = await run()
    expect(await verified()).toMatchObject({ runId: second, verdict: 'passed' })
    await succeed('rollback', ...flags)
    expect(await verified()).toMatchObject({ runId: first, verdict: 'passed' })
    expect(await verified('--run', second)).toMatchObject({ runId: second, verdict: 'refused' })
  })
})
