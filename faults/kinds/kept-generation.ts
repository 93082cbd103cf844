import { setTimeout as pause } from 'node:timers/promises'
import type { Kind, Trial } from '../case.ts'
import { stagingName } from '../lane/lane.ts'
import { spareOf } from '../lane/spare.ts'
import { quote, sql } from '../lane/sql.ts'
import { at, type Moment } from '../moments.ts'
import { runsIn } from '../oracle/artifacts.ts'

const family = 'A kept generation brought forward'

const move = /^RENAME TABLE .*_nm_p_[^`]*`\.`[^`]+` TO `[^`]+_nm_s_/s
const moments: readonly Moment[] = [
  at('as its tables are moved', 'restore', 'staging', move),
  at('when its tables were moved', 'restore', 'staging', move, 'answer'),
  at('as the rest of it is dropped', 'restore', 'staging', /^DROP DATABASE IF EXISTS `[^`]+_nm_p_/),
  at('as rows are written', 'restore', 'staging', /^LOAD DATA .* REPLACE /s),
  at('when rows were written', 'restore', 'staging', /^LOAD DATA .* REPLACE /s, 'answer'),
]

/** What testers may have done to it, by its schema. A night after that is as any. */
const writes: readonly (readonly [string, (schema: string) => string])[] = [
  ['a row was updated', (schema) => `UPDATE ${schema}.passengers SET full_name = 'Somebody Else' WHERE id = 7`],
  ['rows were deleted', (schema) => `DELETE FROM ${schema}.bookings WHERE id % 3 = 0`],
  ['a row was inserted', (schema) => `INSERT INTO ${schema}.crew (id, name) VALUES (4711, 'Somebody Else')`],
  ['a table was emptied', (schema) => `TRUNCATE TABLE ${schema}.sailing_log`],
  ['a table was dropped', (schema) => `DROP TABLE ${schema}.sailing_log`],
  ['a table was added', (schema) => `CREATE TABLE ${schema}.stowaway (id INT PRIMARY KEY)`],
  ['a column was added', (schema) => `ALTER TABLE ${schema}.sailings ADD COLUMN stowaway INT NULL`],
  ['an index was dropped', (schema) => `ALTER TABLE ${schema}.sailings DROP INDEX leaves`],
  [
    'a trigger was made',
    (schema) => `CREATE TRIGGER ${schema}.stowaway BEFORE INSERT ON ${schema}.crew FOR EACH ROW SET NEW.name = 'x'`,
  ],
  ['a view was made', (schema) => `CREATE VIEW ${schema}.stowaway AS SELECT id FROM ${schema}.crew`],
  ['it was dropped', (schema) => `DROP DATABASE ${schema}`],
]

export const keptGenerationKinds: readonly Kind[] = [
  ...moments.flatMap((moment) => [
    struck('SIGKILL', moment, { code: 130 }, (_, program) => program.signal('SIGKILL')),
    struck('SIGTERM', moment, { code: 130 }, (_, program) => program.signal('SIGTERM')),
    struck('line cut', moment, {}, ({ lane }) => {
      for (const line of lane.relays.staging.lines) if (/RENAME|LOAD DATA|DROP/.test(line.statement)) line.cut()
    }),
    killedAndResumed(moment),
  ]),
  ...writes.map(
    ([name, statement]): Kind => ({
      ...{ family, name: `${name} in it before the night`, changes: true, expects: { survives: true } },
      sampled: name === 'a trigger was made',
      strike: async (trial) => {
        await write(trial, statement)
        return trial.start().ended
      },
    }),
  ),
  ...writes.map(
    ([name, statement]): Kind => ({
      ...{ family, name: `${name} in it as its tables are moved`, changes: true },
      strike: async (trial) => {
        const program = trial.start()
        const { hold } = await moments[0]!.wait(trial, program)
        await write(trial, statement)
        hold()
        return program.ended
      },
    }),
  ),
]

function struck(
  name: string,
  moment: Moment,
  expects: NonNullable<Kind['expects']>,
  strike: (trial: Trial, program: ReturnType<Trial['start']>) => unknown,
): Kind {
  return {
    ...{ family, name: `${name} ${moment.name}`, changes: true, expects },
    sampled: name === 'SIGKILL' && moment === moments[3],
    strike: async (trial) => {
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      await strike(trial, program)
      await pause(60)
      hold()
      return program.ended
    },
  }
}

function killedAndResumed(moment: Moment): Kind {
  return {
    ...{ family, name: `SIGKILL ${moment.name}, and the run is resumed`, changes: true },
    sampled: moment === moments[1],
    strike: async (trial) => {
      const first = trial.start()
      const { hold } = await moment.wait(trial, first)
      first.signal('SIGKILL')
      await first.ended
      hold()
      trial.lane.relays.staging.reset()
      const run = runsIn(trial.lane.artifacts).sort().at(-1) ?? 'none'
      return trial.start(['run', ...trial.lane.flags(), '--resume', run]).ended
    },
  }
}

async function write(trial: Trial, statement: (schema: string) => string): Promise<void> {
  const { url } = trial.lane.servers.staging
  const schema = await spareOf(url, stagingName)
  if (!schema) return trial.blame('no generation is kept: the case could not be made')
  const text = statement(quote(schema))
  const done = await sql(url, 'SET SESSION lock_wait_timeout = 2', text).then(
    () => true,
    () => false,
  )
  if (!done) trial.skip('it cannot be written to here')
}
