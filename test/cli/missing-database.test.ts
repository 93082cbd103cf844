import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshFolder, nightmask, runFlags } from '../e2e/nightmask.ts'
import { describeEachServer, freshDatabase } from '../setup/servers.ts'

const policy = 'examples/shop/policy.yaml'

describeEachServer('a database that is not there', (server) => {
  const nowhere = `${server.url}/t_nowhere`
  const place = server.url.replace('mysql://root@', '')

  it('is to be named rightly when it is the source, by every command that reads it', async () => {
    const folder = freshFolder()
    const { url } = await freshDatabase(server, 'there')
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const flags = runFlags(nowhere, url, folder, policy)
    for (const command of [
      ['init', '--source', nowhere, '--out', folder],
      ['plan', ...flags],
      ['preview', '--table', 'users', '--source', nowhere, '--policy', policy, '--key-file', join(folder, 'key')],
    ]) {
      const { exitCode, stderr } = await nightmask(...command)
      const sentence = `source ${place}: there is no database t_nowhere (error 1049); name the one to read.\n`
      expect([command[0], exitCode, stderr]).toEqual([command[0], 1, expect.stringContaining(sentence)])
    }
  })

  it('is to be created when it is staging', async () => {
    const folder = freshFolder()
    const { url } = await freshDatabase(server, 'there')
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const { exitCode, stderr } = await nightmask('plan', ...runFlags(url, nowhere, folder, policy))
    const sentence = `staging ${place}: there is no database t_nowhere (error 1049); create it empty`
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(sentence)])
  })
})
