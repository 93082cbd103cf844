import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { nightmask, runFlags } from './nightmask.ts'
import { freshShop, succeed } from './shop.ts'

describeEachServer('masking is a pure function of row, policy and key', (server) => {
  it('gives identical staging data with any number of workers and any chunk size, and other pseudonyms with another key', async () => {
    const { source, staging, folder, flags } = await freshShop(server, 0.1)
    await succeed('run', ...flags)
    const first = await digestsOfAll(staging.url)
    expect(Object.keys(first)).toEqual(expect.arrayContaining(['users', 'products', 'orders', 'reviews']))
    // So small a database is masked without threads; now by two.
    const { exitCode, stderr } = await nightmask('run', ...flags, '--workers', '2', '--chunk-rows', '200')
    expect([exitCode, stderr, await digestsOfAll(staging.url)]).toEqual([0, expect.any(String), first])

    const other = await freshDatabase(server, 'other')
    await succeed('key', 'new', '--key-file', join(folder, 'key2'))
    const otherFlags = runFlags(source.url, other.url, folder, 'examples/shop/policy.yaml').map((flag) =>
      flag === join(folder, 'key') ? join(folder, 'key2') : flag,
    )
    await succeed('run', ...otherFlags)
    const [[same]] = (await runSql(
      staging.url,
      `SELECT COUNT(*) FROM users a JOIN ${other.name}.users b USING (id) WHERE a.email = b.email AND a.email NOT LIKE '%.test'`,
    )) as [[string]]
    expect(same).toBe('0')
  })
})
