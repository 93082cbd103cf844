import { expect, it } from 'vitest'
import { differences, readGeneration } from '../../faults/oracle/generation.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'

const schema = `
  CREATE TABLE piers (id INT PRIMARY KEY, name VARCHAR(20));
  CREATE TABLE boats (id INT PRIMARY KEY, pier_id INT, name VARCHAR(20), KEY name (name), CONSTRAINT moored FOREIGN KEY (pier_id) REFERENCES piers (id));
  INSERT INTO piers VALUES (1, 'north');
  INSERT INTO boats VALUES (1, 1, 'Aurora'), (2, NULL, NULL);
  CREATE VIEW moorings AS SELECT id, pier_id FROM boats;
  CREATE FUNCTION one() RETURNS INT DETERMINISTIC NO SQL RETURN 1;
  CREATE TRIGGER boats_named BEFORE INSERT ON boats FOR EACH ROW SET NEW.name = UPPER(NEW.name);
  CREATE EVENT tide ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM boats WHERE id < 0`

// Each is one thing that a swap could lose.
const damages: readonly (readonly [string, string])[] = [
  ['UPDATE boats SET name = NULL WHERE id = 1', 'rows of boats differs'],
  ['DELETE FROM boats WHERE id = 2', 'rows of boats differs'],
  ['ALTER TABLE boats DROP INDEX name', 'table boats differs'],
  ['ALTER TABLE boats DROP FOREIGN KEY moored', 'table boats differs'],
  ['DROP TRIGGER boats_named', 'trigger boats_named is missing'],
  ['DROP VIEW moorings', 'view moorings is missing'],
  ['CREATE OR REPLACE VIEW moorings AS SELECT id FROM boats', 'view moorings differs'],
  ['DROP FUNCTION one', 'routine one is missing'],
  ['DROP EVENT tide', 'event tide is missing'],
  ['CREATE TABLE cargo (id INT)', 'table cargo is too much'],
]

describeEachServer('the oracle of the fault matrix', (server) => {
  it('notices whatever a generation lacks, has too much or has otherwise, and originals in it', async () => {
    for (const [damage, noticed] of damages) {
      const { name, url } = await freshDatabase(server, 'oracle')
      await runSql(url, schema)
      const whole = await readGeneration(server.url, name)
      expect(differences(await readGeneration(server.url, name), whole)).toEqual([])
      await runSql(url, damage)
      const harmed = await readGeneration(server.url, name)
      expect([damage, harmed.digest === whole.digest, differences(harmed, whole)]).toEqual([
        damage,
        false,
        expect.arrayContaining([noticed]),
      ])
      await runSql(url, "UPDATE boats SET name = 'ms Zqvorn' WHERE id = 1")
      expect((await readGeneration(server.url, name)).leaks).toContain('boats')
    }
  })
})
