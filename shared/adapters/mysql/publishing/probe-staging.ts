import { DatabaseError } from '../../../errors.ts'
import { generationSchema } from '../../../schema/names.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/** Something that the writer of staging has to be able to do, and the server's answer where it is not. */
export interface Ability {
  readonly what: string
  /** Number of the server's error; null when it could be done. */
  readonly errno: number | null
}

// No run has such an id, so nothing of a run is touched.
const probeRun = 'preflight'

/** What only some configurations ask of the writer. */
export interface Needs {
  /** Settings change rows. */
  readonly updates: boolean
}

/**
 * Does each thing that a night does to staging once, in two schemas of its own, with tables of one synthetic row; then drops them. In
 * staging itself an empty table is made and dropped.
 */
export async function probeStaging(wire: Wire, database: string, needs: Needs): Promise<Ability[]> {
  const shadow = quoteName(generationSchema(database, 'shadow', probeRun))
  const previous = quoteName(generationSchema(database, 'previous', probeRun))
  const own = `${quoteName(database)}.${quoteName('nightmask_preflight')}`
  const clear = async () => {
    for (const sql of [`DROP DATABASE IF EXISTS ${shadow}`, `DROP DATABASE IF EXISTS ${previous}`])
      await wire.execute(sql).catch(ignored)
    await wire.execute(`DROP TABLE IF EXISTS ${own}`).catch(ignored)
  }
  await clear()
  try {
    const abilities: Ability[] = []
    for (const [what, ...statements] of workOf(shadow, previous, own, needs))
      abilities.push({ what, errno: await refusal(wire, statements) })
    return abilities
  } finally {
    await clear()
  }
}

type Work = readonly [what: string, ...statements: string[]]

function workOf(shadow: string, previous: string, own: string, { updates }: Needs): Work[] {
  return [
    ['make schemas beside staging', `CREATE DATABASE ${shadow}`, `CREATE DATABASE ${previous}`],
    ['make a table', `CREATE TABLE ${shadow}.a (id INT PRIMARY KEY, b INT) ENGINE=InnoDB`],
    ['fill and clear a table', `INSERT INTO ${shadow}.a VALUES (1, 1), (2, 1)`, `DELETE FROM ${shadow}.a WHERE id = 2`],
    ...(updates ? [['change rows, as staging.settings do', `UPDATE ${shadow}.a SET b = 2`] as const] : []),
    ['read a table', `DO (SELECT COUNT(*) FROM ${shadow}.a)`],
    ['add an index', `ALTER TABLE ${shadow}.a ADD INDEX b (b)`],
    [
      'add a foreign key',
      `CREATE TABLE ${shadow}.c (id INT PRIMARY KEY, a_id INT, KEY (a_id)) ENGINE=InnoDB`,
      `ALTER TABLE ${shadow}.c ADD CONSTRAINT c_a FOREIGN KEY (a_id) REFERENCES ${shadow}.a (id)`,
    ],
    ['make a view', `CREATE VIEW ${shadow}.v AS SELECT id FROM ${shadow}.a`],
    ['make a function', `CREATE FUNCTION ${shadow}.f() RETURNS INT DETERMINISTIC NO SQL RETURN 1`],
    ['make a procedure', `CREATE PROCEDURE ${shadow}.p() SELECT 1`],
    ['make an event', `CREATE EVENT ${shadow}.e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1`],
    ['make a trigger', `CREATE TRIGGER ${shadow}.t BEFORE INSERT ON ${shadow}.a FOR EACH ROW SET NEW.b = 1`],
    ['lock tables', `LOCK TABLES ${shadow}.a WRITE`, 'UNLOCK TABLES'],
    ['drop a trigger', `DROP TRIGGER ${shadow}.t`],
    ['move tables from schema to schema', `RENAME TABLE ${shadow}.c TO ${previous}.c`],
    ['make and drop a table in staging', `CREATE TABLE ${own} (id INT PRIMARY KEY)`, `DROP TABLE ${own}`],
    ['drop its schemas', `DROP DATABASE ${previous}`, `DROP DATABASE ${shadow}`],
  ]
}

async function refusal(wire: Wire, statements: readonly string[]): Promise<number | null> {
  try {
    for (const statement of statements) await wire.execute(statement)
    return null
  } catch (error) {
    if (error instanceof DatabaseError) return error.errno
    throw error
  }
}

function ignored(error: unknown): void {
  if (!(error instanceof DatabaseError)) throw error
}
