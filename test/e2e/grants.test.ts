import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createDocumentedUsers } from '../setup/documented-users.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { freshFolder, runFlags } from './nightmask.ts'
import { succeed } from './shop.ts'

const clinic = readFileSync('test/fixtures/clinic.sql', 'utf8')

describeEachServer('the database users of docs/operations.md', (server) => {
  it('have all that init, run, another run and rollback need', async () => {
    const folder = freshFolder()
    const source = await freshDatabase(server, 'grant')
    const staging = await freshDatabase(server, 'grantee')
    await runSql(source.url, clinic)
    const { login } = await createDocumentedUsers(server, source.name, staging.name)
    const [from, to] = [login(source.url, 'reader'), login(staging.url, 'writer')]
    const flags = runFlags(from, to, folder)
    await succeed('init', '--source', from, '--out', folder)
    await succeed('key', 'new', '--key-file', join(folder, 'key'))
    for (const _ of ['first', 'second']) await succeed('run', ...flags)
    await succeed('rollback', ...flags)
  })

  it('cannot write to production, nor anywhere beside staging', async () => {
    const [source, other] = [await freshDatabase(server, 'grant'), await freshDatabase(server, 'beside')]
    const { login } = await createDocumentedUsers(server, source.name, `${other.name}_x`)
    for (const user of ['reader', 'writer'] as const)
      for (const { url } of [source, other])
        await expect(runSql(login(url, user), 'CREATE TABLE t (id INT)')).rejects.toThrow(/denied/)
  })
})
