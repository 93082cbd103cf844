import { expect, it } from 'vitest'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import { describeEachServer, freshDatabase } from '../../../setup/servers.ts'

describeEachServer('a foreign key to columns that are no unique key', (server) => {
  it('is made and renamed, although newer servers refuse it by default', async () => {
    const { url, name } = await freshDatabase(server, 'keys')
    const staging = await openWire(url, 'staging')
    await staging.execute('CREATE TABLE parents (a INT, KEY (a))')
    await staging.execute('CREATE TABLE children (a INT)')
    await staging.execute('ALTER TABLE children ADD CONSTRAINT old_key FOREIGN KEY (a) REFERENCES parents (a)')
    staging.close()
    const live = await openWire(url, 'plain')
    await live.execute('RENAME TABLE parents TO p, children TO c')
    expect(
      await live.query(
        `SELECT table_name, referenced_table_name FROM information_schema.key_column_usage WHERE constraint_name = 'old_key' AND table_schema = '${name}'`,
      ),
    ).toEqual([['c', 'p']])
    live.close()
  })
})
