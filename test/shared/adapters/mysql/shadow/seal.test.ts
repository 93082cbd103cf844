import { expect, it } from 'vitest'
import { assertSealed, takeSeal } from '../../../../../shared/adapters/mysql/shadow/seal.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import { RefusedError } from '../../../../../shared/errors.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

const tables = `CREATE TABLE a (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20) COMMENT 'größe 💡');
  INSERT INTO a (v) VALUES ('x'), ('y'); CREATE TABLE b (id INT PRIMARY KEY AUTO_INCREMENT, e ENUM('ä', 'b') CHARACTER SET latin1); INSERT INTO b VALUES (1, 'ä');
  CREATE TABLE m (id INT, v INT) ENGINE = MyISAM; INSERT INTO m VALUES (1, 1); CREATE TABLE none (id INT PRIMARY KEY);
  CREATE TABLE held (id INT) ENGINE = MEMORY; INSERT INTO held VALUES (1)`

// Judged by its times alone: taking a seal of it waits for the second to end.
const computed = "ALTER TABLE a ADD COLUMN size INT AS (CHAR_LENGTH(v)) VIRTUAL; UPDATE a SET v = 'w' WHERE id = 2"

describeEachServer('the seal of a shadow schema', (server) => {
  it.each([
    ['a row was deleted', 'DELETE FROM b', /b has other rows/],
    ['a row was changed', "UPDATE b SET e = 'b'", /b has other rows/],
    [
      'a row was changed beside a column that is computed',
      "UPDATE a SET v = 'z' WHERE id = 1",
      /a has other rows/,
      computed,
    ],
    ['a table was emptied', 'TRUNCATE a', /a has other rows/],
    ['a row was added to an empty table', 'INSERT INTO none VALUES (1)', /none has other rows/],
    ['a table without transactions was changed', 'UPDATE m SET v = 2', /m has other rows/],
    ['a table in memory was changed', 'UPDATE held SET id = 2', /held has other rows/],
    ['a table was dropped', 'DROP TABLE b', /b is gone/],
    ['a table was added', 'CREATE TABLE c (id INT)', /c is new/],
    ['a table was altered', 'ALTER TABLE b ADD COLUMN v INT', /b has another definition/],
  ])('is broken when %s, also within the second in which it was sealed', async (_, change, finding, before = '') => {
    const { name, url } = await freshDatabase(server, 'seal')
    await runSql(url, `${tables}; ${before}`)
    const [writer, wire] = [await openWire(url, 'staging'), await openWire(url, 'plain')]
    const seal = await takeSeal(writer, name)
    await assertSealed(wire, name, seal)
    await runSql(url, change)
    const broken = assertSealed(wire, name, seal)
    await expect(broken).rejects.toThrow(RefusedError)
    await expect(broken).rejects.toThrow(finding)
    writer.close()
    wire.close()
  })

  it('tells which tables are sealed while it waits for the end of a second, and is broken by what changes in them meanwhile', async () => {
    const { name, url } = await freshDatabase(server, 'seal')
    await runSql(url, `${tables}; ${computed}`)
    const [writer, wire] = [await openWire(url, 'staging'), await openWire(url, 'plain')]
    const told: ReadonlySet<string>[] = []
    let changing = Promise.resolve<unknown>(null)
    // Early in a second, or there is nothing to wait for.
    await expect.poll(async () => Number((await wire.query('SELECT MICROSECOND(NOW(6))'))[0]![0])).toBeLessThan(200_000)
    await runSql(url, "UPDATE a SET v = 'v' WHERE id = 2")
    const seal = await takeSeal(writer, name, (early) => {
      if (told.length === 0) changing = runSql(url, "UPDATE b SET e = 'b'")
      told.push(early)
    })
    await changing
    expect([...told[0]!].sort()).toEqual(['b', 'held', 'm', 'none'])
    expect(seal.tables.map(({ table }) => table).sort()).toEqual(['a', 'b', 'held', 'm', 'none'])
    await expect(assertSealed(wire, name, seal)).rejects.toThrow(/: b has other rows\./)
    writer.close()
    wire.close()
  })

  it('stays whole over the next number of AUTO_INCREMENT, a trigger made and dropped, and a write that changed nothing', async () => {
    const { name, url } = await freshDatabase(server, 'seal')
    await runSql(url, tables)
    const wire = await openWire(url, 'plain')
    const seal = await takeSeal(wire, name)
    await runSql(
      url,
      'CREATE TRIGGER s BEFORE INSERT ON b FOR EACH ROW SET NEW.id = 1; DROP TRIGGER s; UPDATE b SET id = 2; UPDATE b SET id = 1; ALTER TABLE b AUTO_INCREMENT = 77',
    )
    await assertSealed(wire, name, seal)
    wire.close()
  })

  it('stays whole under the locks of a swap, where MariaDB counts stored columns otherwise', async () => {
    const { name, url } = await freshDatabase(server, 'seal')
    await runSql(
      url,
      "CREATE TABLE g (id INT PRIMARY KEY, name VARCHAR(9), said VARCHAR(20) AS (CONCAT(name, 'x')) STORED); INSERT INTO g (id, name) VALUES (1, 'a'), (2, 'b')",
    )
    const wire = await openWire(url, 'plain')
    const seal = await takeSeal(wire, name)
    await wire.execute('LOCK TABLES g WRITE')
    await assertSealed(wire, name, seal)
    wire.close()
  })
})
