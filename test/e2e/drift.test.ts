import { expect, it } from 'vitest'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { digestsOfAll } from './compare.ts'
import { nightmask } from './nightmask.ts'
import { freshShop, succeed } from './shop.ts'

describeEachServer('a column nobody classified', (server) => {
  it('stops the run with exit 3 before anything is written, the old staging serving', async () => {
    const { source, staging, flags } = await freshShop(server, 0.1)
    await succeed('run', ...flags)
    const old = await digestsOfAll(staging.url)
    await runSql(source.url, "ALTER TABLE users ADD COLUMN tax_number VARCHAR(20) NOT NULL DEFAULT 'DE-77-SECRET'")
    const ours = `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${staging.name.replaceAll('_', '\\_')}%' ORDER BY 1`
    const schemas = await runSql(server.url, ours)
    const stopped = await nightmask('run', ...flags)
    expect(stopped.exitCode).toBe(3)
    expect(stopped.stderr).toMatch(/users\.tax_number/)
    expect(stopped.stderr + stopped.stdout).not.toMatch(/SECRET/)
    expect(await digestsOfAll(staging.url)).toEqual(old)
    expect(await runSql(server.url, ours)).toEqual(schemas)
  })
})
