import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { allTexts } from './compare.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

describeEachServer('init on a schema without foreign keys', (server) => {
  it('drafts a policy that publishes, also where names and addresses are repeated in slugs, titles and links', async () => {
    const folder = freshFolder()
    const [source, staging] = [await freshDatabase(server, 'blog'), await freshDatabase(server, 'staging')]
    await runSql(source.url, readFileSync('test/fixtures/blog.sql', 'utf8'))
    expect(await nightmask('init', '--source', source.url, '--out', folder)).toMatchObject({ exitCode: 0 })
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder))
    expect(run).toMatchObject({ exitCode: 0 })
    const texts = (await allTexts(staging.url)).join('\n').toLowerCase()
    for (const original of ['kowalczyk', 'van den berg', 'van-den-berg', 'hofst', 'rousseau', '~sean', '198.51.100.23'])
      expect([original, texts.includes(original)]).toEqual([original, false])
    expect(await runSql(staging.url, 'SELECT COUNT(*) FROM wp_posts WHERE post_password = ""')).toEqual([['4']])
  })
})
