import type { StepName } from '../../shared/pipeline.ts'
import type { Kind } from '../case.ts'
import { planted } from '../lane/fixture.ts'
import { sourceName } from '../lane/lane.ts'
import { runInProduction } from '../lane/production-statement.ts'
import { inStep } from '../moments.ts'

const family = 'DDL on the source'
/** No longer than this may production's own change wait for nightmask. */
const patienceMilliseconds = 3000

const changes: readonly (readonly [string, string])[] = [
  [
    'a column is added',
    `ALTER TABLE passengers ADD COLUMN maiden_name VARCHAR(60) NOT NULL DEFAULT '${planted} Maiden'`,
  ],
  ['a column is dropped', 'ALTER TABLE passengers DROP COLUMN born'],
  ['a column is modified', 'ALTER TABLE passengers MODIFY full_name VARCHAR(300) NOT NULL'],
  ['a column is renamed', 'ALTER TABLE passengers CHANGE phone mobile VARCHAR(40) NULL'],
  ['an index is added', 'ALTER TABLE bookings ADD INDEX price (price)'],
  ['a table is renamed', 'ALTER TABLE sailing_log RENAME TO sailing_minutes'],
  ['a table is dropped', 'DROP TABLE sailing_log'],
  ['a table is made', `CREATE TABLE lost_property AS SELECT id, full_name FROM passengers`],
  ['a table is truncated', 'TRUNCATE TABLE sailing_log'],
  ['a trigger is dropped', 'DROP TRIGGER bookings_touch'],
  ['a foreign key is dropped', 'ALTER TABLE passenger_notes DROP FOREIGN KEY note_passenger'],
]
/** Of these one place is enough. */
const once = ['a table is truncated', 'a trigger is dropped', 'a foreign key is dropped']
const where: readonly StepName[] = ['plan', 'survey', 'snapshot', 'restore', 'verify', 'publish']

export const ddlKinds: readonly Kind[] = changes.flatMap(([name, statement]) =>
  where
    .filter((step) => step === 'snapshot' || !once.includes(name))
    .map((step) => ({
      family,
      name: `${name} in ${step}`,
      sampled: step === 'snapshot' && name === 'a column is added',
      // Early enough, the night takes it as it is.
      expects: step === 'plan' ? { otherSource: true } : { rebuilds: true },
      strike: async (trial) => {
        const program = trial.start()
        await inStep(step).wait(trial, program)
        const changed = runInProduction(`${trial.lane.servers.source.url}/${sourceName}`, statement)
        const ending = await program.ended
        const { milliseconds, done } = await changed
        if (!done) trial.blame(`production's change gave up after ${milliseconds} ms`)
        else if (milliseconds > patienceMilliseconds) trial.blame(`production's change waited ${milliseconds} ms`)
        return ending
      },
    })),
)
