import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { threadWork } from '../../cli/run/thread-work.ts'
import { writeKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { describeEachServer, freshDatabase } from '../setup/servers.ts'
import { freshFolder, killedIn, nightmask } from './nightmask.ts'
import { succeed } from './shop.ts'
import { freshSmall } from './small.ts'

describeEachServer('a key that was rotated', (server) => {
  it('is not taken for the key of a run that began before: neither to resume it nor to verify it', async () => {
    const { folder, flags } = await freshSmall(server)
    await killedIn('verify', 'run', ...flags)
    const [runId = ''] = readdirSync(join(folder, 'artifacts', 'runs')).filter((name) => !name.startsWith('lock'))
    const rotated = flags.with(-1, join(folder, 'new-key'))
    await succeed('key', 'new', '--key-file', join(folder, 'new-key'))
    const names = /Run \S+ was planned with the key k-\w+, and the key at hand is k-\w+/
    const resumed = await nightmask('run', ...rotated, '--resume', runId)
    expect([resumed.exitCode, resumed.stderr.replaceAll('\n', ' ')]).toEqual([2, expect.stringMatching(names)])
    await succeed('run', ...flags, '--resume', runId)
    const verified = await nightmask('verify', ...rotated)
    expect([verified.exitCode, verified.stderr.replaceAll('\n', ' ')]).toEqual([2, expect.stringMatching(names)])
    await succeed('verify', ...flags)
  })

  it('is not taken over in the middle of a run: a thread whose key file has changed since masks nothing', async () => {
    const artifacts = freshFolder()
    await writeKeyFile(join(artifacts, 'key'))
    const { url } = await freshDatabase(server, 'key')
    const urls = { sourceUrl: url, stagingUrl: url }
    const work = threadWork({
      ...urls,
      artifacts,
      key: { file: join(artifacts, 'key') },
      keyId: 'k-before',
      transformers: [],
      scanned: 'shadow',
    })
    const chunk = { table: 'users', n: 0, columns: [], from: null, to: null }
    await expect(work.run('survey', { runId: 'any', chunks: [chunk] })).rejects.toThrow(
      /held the key k-before .* and holds k-\w+ now/,
    )
  })
})
