import { expect, it } from 'vitest'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { differences, readAll } from './compare.ts'
import { Database } from './database.ts'

const schema = `CREATE TABLE piers (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), depth FLOAT, mark VARBINARY(8));
  INSERT INTO piers VALUES (1, 'north', 1.1, x'00'), (2, NULL, 16777217, x'0000');
  CREATE TABLE tides (at DATETIME(3)); INSERT INTO tides VALUES ('2026-01-01'), ('2026-01-01');
  CREATE VIEW deep AS SELECT id FROM piers;
  CREATE TRIGGER named BEFORE INSERT ON piers FOR EACH ROW SET NEW.name = UPPER(NEW.name)`

const planted: readonly (readonly [string, string])[] = [
  ["UPDATE piers SET name = 'North' WHERE id = 1", 'rows of piers: 1 only in A, 1 only in B'],
  ["UPDATE piers SET name = '' WHERE id = 2", 'rows of piers: 1 only in A, 1 only in B'],
  ['UPDATE piers SET depth = 1.1000001 WHERE id = 1', 'rows of piers: 1 only in A, 1 only in B'],
  ["UPDATE piers SET mark = x'00' WHERE id = 2", 'rows of piers: 1 only in A, 1 only in B'],
  ['DELETE FROM tides LIMIT 1', 'rows of tides: 0 only in A, 1 only in B'],
  ["INSERT INTO tides VALUES ('2026-01-01')", 'rows of tides: 1 only in A, 0 only in B'],
  ['ALTER TABLE piers AUTO_INCREMENT = 9', 'definition of piers: 1 only in A, 1 only in B'],
  ['ALTER TABLE tides ADD COLUMN id INT', 'definition of tides: '],
  ['CREATE OR REPLACE VIEW deep AS SELECT id FROM piers WHERE id > 1', 'view deep: 1 only in A, 1 only in B'],
  ['DROP TRIGGER named', 'trigger named: only in B'],
]

describeEachServer('the comparison of two stagings', (server) => {
  it('finds whatever was planted in one of them', async () => {
    const [one, other] = [await freshDatabase(server, 'one'), await freshDatabase(server, 'other')]
    const [a, b] = [one, other].map(({ name }) => new Database(server.url, name)) as [Database, Database]
    await runSql(other.url, schema)
    const whole = await readAll(b)
    for (const [damage, found] of planted) {
      await runSql(one.url, `DROP DATABASE ${one.name}; CREATE DATABASE ${one.name} CHARACTER SET utf8mb4`)
      await runSql(one.url, schema)
      expect(differences(await readAll(a), whole)).toEqual([])
      await runSql(one.url, damage)
      expect([damage, differences(await readAll(a), whole)[0]]).toEqual([damage, expect.stringContaining(found)])
      a.close()
    }
    b.close()
  })
})
