import type { Kind } from '../case.ts'
import { quote, sql } from '../lane/sql.ts'
import { at, heldIn, swap } from '../moments.ts'

const family = 'Shadow touched after verify'

const touches: readonly (readonly [string, (shadow: string) => string])[] = [
  ['a row is deleted', (shadow) => `DELETE FROM ${shadow}.sailing_log LIMIT 1`],
  [
    'a row is inserted',
    (shadow) => `INSERT INTO ${shadow}.sailing_log (sailing_id, minute, entry) VALUES (1, 1, 'strange')`,
  ],
  ['a row is updated', (shadow) => `UPDATE ${shadow}.passengers SET full_name = 'Somebody Else' WHERE id = 7`],
  ['a table is emptied', (shadow) => `TRUNCATE TABLE ${shadow}.sailing_log`],
  ['a table is dropped', (shadow) => `DROP TABLE ${shadow}.sailing_log`],
  ['a table is added', (shadow) => `CREATE TABLE ${shadow}.stowaway (id INT PRIMARY KEY)`],
  ['an index is dropped', (shadow) => `ALTER TABLE ${shadow}.sailings DROP INDEX leaves`],
  ['a column is added', (shadow) => `ALTER TABLE ${shadow}.sailings ADD COLUMN stowaway INT NULL`],
  ['a foreign key is dropped', (shadow) => `ALTER TABLE ${shadow}.passenger_notes DROP FOREIGN KEY note_passenger`],
  ['the schema is dropped', (shadow) => `DROP DATABASE ${shadow}`],
]
const places = [heldIn('publish'), at('before the swap', 'publish', 'staging', swap)]

export const shadowKinds: readonly Kind[] = touches.flatMap(([name, statement]) =>
  places.map((moment) => ({
    family,
    name: `${name}, ${moment.name}`,
    sampled: name === 'a row is deleted' && moment === places[0],
    // A table that comes after the comparison, which no lock can keep out, is in no RENAME, and goes with the schema.
    expects: { refuses: !(name === 'a table is added' && moment !== places[0]) },
    strike: async (trial) => {
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      const shadow = (await trial.lane.stagingSchemas()).find((schema) => schema.includes('_nm_s_'))
      if (!shadow) trial.blame('the shadow schema was not found: the case could not be made')
      // Where the program's own locks are in the way, nobody can touch it, and that is well.
      const touched = sql(
        trial.lane.servers.staging.url,
        'SET SESSION lock_wait_timeout = 1',
        statement(quote(shadow ?? '')),
      ).then(
        () => true,
        () => false,
      )
      if (!(await touched)) trial.skip('locks of the swap keep the shadow from being touched here')
      hold()
      return program.ended
    },
  })),
)
