import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { describeEachServer, freshDatabase, runSql, type TestServer } from '../setup/servers.ts'
import { freshFolder, runFlags } from './nightmask.ts'
import { succeed } from './shop.ts'

const clinic = readFileSync('test/fixtures/clinic.sql', 'utf8')

describeEachServer('the database users of docs/operations.md', (server) => {
  it('have all that init, run, another run and rollback need', async () => {
    const folder = freshFolder()
    const source = await freshDatabase(server, 'grant')
    const staging = await freshDatabase(server, 'grantee')
    await runSql(source.url, clinic)
    const login = await createUsers(server, source.name, staging.name)
    const [from, to] = [login(source.url, 'reader'), login(staging.url, 'writer')]
    const flags = runFlags(from, to, folder)
    await succeed('init', '--source', from, '--out', folder)
    await succeed('key', 'new', '--key-file', join(folder, 'key'))
    for (const _ of ['first', 'second']) await succeed('run', ...flags)
    await succeed('rollback', ...flags)
  })

  it('cannot write to production, nor anywhere beside staging', async () => {
    const [source, other] = [await freshDatabase(server, 'grant'), await freshDatabase(server, 'beside')]
    const login = await createUsers(server, source.name, `${other.name}_x`)
    for (const user of ['reader', 'writer'] as const)
      for (const { url } of [source, other])
        await expect(runSql(login(url, user), 'CREATE TABLE t (id INT)')).rejects.toThrow(/denied/)
  })
})

/** Runs the documented statements of this engine for these schemas; returns how a URL looks for a user. */
async function createUsers(server: TestServer, source: string, staging: string) {
  const suffix = staging.slice(-8)
  const text = documented(server.name === 'mysql' ? 'MySQL' : 'MariaDB')
    .replaceAll(' REQUIRE SSL', '')
    .replaceAll("@'10.%'", "@'%'")
    .replaceAll("'…'", "'secret'")
    .replaceAll(/nightmask_(reader|writer)/g, `$1_${suffix}`)
    .replaceAll('`shop`', `\`${source}\``)
    .replaceAll('`shop_staging`', `\`${staging}\``)
    .replaceAll('`shop\\_staging\\_%`', `\`${staging.replaceAll('_', '\\_')}\\_%\``)
  await runSql(server.url, text)
  await runSql(server.url, 'SET GLOBAL log_bin_trust_function_creators = 1')
  afterAll(() => runSql(server.url, `DROP USER IF EXISTS reader_${suffix}@'%', writer_${suffix}@'%'`))
  return (url: string, user: 'reader' | 'writer') => url.replace('//root@', `//${user}_${suffix}:secret@`)
}

function documented(engine: 'MySQL' | 'MariaDB'): string {
  const sections = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^(\w+) [^\n]*:\n\n```sql\n([\s\S]*?)```/gm)]
  return sections.flatMap(([, name, sql]) => (name === engine ? [sql] : [])).join('')
}
