import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { afterFile } from '../setup/take-down.ts'
import { freshFolder, overheard, runFlags } from './nightmask.ts'
import { succeed } from './shop.ts'

const gardens = `CREATE TABLE gardens (id INT PRIMARY KEY AUTO_INCREMENT, owner VARCHAR(80));
  CREATE TABLE visits (id INT PRIMARY KEY AUTO_INCREMENT, garden INT, FOREIGN KEY (garden) REFERENCES gardens (id));
  INSERT INTO gardens (owner) VALUES ('Wilhelmine Ackerknecht'), ('Traugott Beerenbrot'); INSERT INTO visits (garden) VALUES (1), (2)`
const policy = `version: 1\nlocale: de\ntables:\n  gardens: { id: keep, owner: full_name }\n  visits: { id: keep, garden: keep }\n`

describeEachServer('production, of which everything was read', (server) => {
  it('is free, however long publish waits for a transaction that somebody forgot on staging', async () => {
    const folder = freshFolder()
    const [source, staging] = [await freshDatabase(server, 'gardens'), await freshDatabase(server, 'gardens_s')]
    await runSql(source.url, gardens)
    writeFileSync(join(folder, 'policy.yaml'), policy)
    await succeed('key', 'new', '--key-file', join(folder, 'key'))
    const flags = runFlags(source.url, staging.url, folder)
    await succeed('run', ...flags)

    const forgotten = await openWire(staging.url, 'plain')
    await forgotten.execute('START TRANSACTION')
    await forgotten.query('SELECT * FROM gardens')
    let told = ''
    afterFile(() => forgotten.destroy())
    const ended = overheard(
      (text) => {
        told = text
      },
      'run',
      ...flags,
    )
    await expect.poll(() => told, { timeout: 60_000 }).toContain('publish …')
    // MySQL cannot read its list of transactions while anybody runs a statement with a character of four bytes, and makes it anew ten times
    // a second at most.
    const held = `SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = '${source.name}'`
    let found: unknown = null
    const count = async () => {
      found = await runSql(server.url, held).catch(() => null)
      return found
    }
    await expect.poll(count, { timeout: 20_000, interval: 300 }).not.toBe(null)
    expect(found).toEqual([['0']])
    const started = performance.now()
    // The definition stays as it was, so that the run may publish.
    for (const table of ['gardens', 'visits']) await runSql(source.url, `ALTER TABLE ${table} FORCE`)
    expect(performance.now() - started).toBeLessThan(3000)
    forgotten.close()
    expect(await ended).toMatchObject({ exitCode: 0 })
  })
})
