import { expect, it } from 'vitest'
import { openWire } from '../../../../shared/adapters/mysql/connect.ts'
import { readIdentity } from '../../../../shared/adapters/mysql/identity.ts'
import { proveTarget } from '../../../../shared/adapters/mysql/prove-target.ts'
import { UnsafeTargetError } from '../../../../shared/errors.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../../../setup/servers.ts'

describeEachServer('staging proves that it is staging', (server) => {
  it('by being empty, but for tables that are kept, or by the marker of a generation that nightmask published', async () => {
    const staging = await freshDatabase(server, 'target')
    await expect(prove(staging)).resolves.toBeUndefined()
    await runSql(staging.url, 'CREATE TABLE api_keys (id INT PRIMARY KEY)')
    await expect(prove(staging, ['api_keys'])).resolves.toBeUndefined()
    await runSql(staging.url, 'CREATE TABLE users (id INT PRIMARY KEY); CREATE TABLE nightmask_marker (run_id INT)')
    await expect(prove(staging)).resolves.toBeUndefined()
  })

  it('and is refused when it holds tables of somebody else', async () => {
    const staging = await freshDatabase(server, 'target')
    await runSql(staging.url, 'CREATE TABLE somebodys (id INT PRIMARY KEY)')
    await expect(prove(staging)).rejects.toThrow(UnsafeTargetError)
    await expect(prove(staging)).rejects.toThrow('holds 1 tables and no nightmask_marker')
  })

  it('and is refused when it is the source, under whatever address, and with a marker too', async () => {
    const source = await freshDatabase(server, 'target')
    await runSql(source.url, 'CREATE TABLE nightmask_marker (run_id INT)')
    const wire = await openWire(source.url, 'staging')
    try {
      const identity = await readIdentity(wire, source.name, 'an address')
      const target = { ...identity, database: source.name.toUpperCase(), address: 'another address' }
      await expect(proveTarget(wire, target, identity, [])).rejects.toThrow('is the source itself')
    } finally {
      wire.close()
    }
  })

  it('and is refused when it carries the marker of production, although it carries the other one as well', async () => {
    const staging = await freshDatabase(server, 'target')
    await runSql(
      staging.url,
      'CREATE TABLE nightmask_marker (run_id INT); CREATE TABLE nightmask_production (reason INT)',
    )
    await expect(prove(staging)).rejects.toThrow('it is production; nothing was written')
  })

  it('while a session of the source takes no statement that writes', async () => {
    const source = await freshDatabase(server, 'target')
    await runSql(source.url, 'CREATE TABLE users (id INT PRIMARY KEY)')
    const wire = await openWire(source.url, 'source')
    try {
      for (const sql of ['INSERT INTO users VALUES (1)', 'DELETE FROM users', 'DROP TABLE users'])
        await expect(wire.execute(sql), sql).rejects.toThrow('1792')
    } finally {
      wire.close()
    }
  })
})

async function prove(staging: TestDatabase, keepTables: readonly string[] = []): Promise<void> {
  const wire = await openWire(staging.url, 'staging')
  try {
    const identity = await readIdentity(wire, staging.name, 'staging:3306')
    await proveTarget(wire, identity, { ...identity, database: 'production' }, keepTables)
  } finally {
    wire.close()
  }
}
