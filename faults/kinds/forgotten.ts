import { setTimeout as pause } from 'node:timers/promises'
import type { Kind, Trial } from '../case.ts'
import { sourceName, stagingName } from '../lane/lane.ts'
import { runInProduction } from '../lane/production-statement.ts'
import type { Side } from '../lane/relay.ts'
import { connectTo, sql } from '../lane/sql.ts'
import { inStep } from '../moments.ts'

const family = 'Forgotten transactions and events'
/** No longer than this may production's own change wait for nightmask. */
const patienceMilliseconds = 3000
const soonMilliseconds = 3000

const open = 'START TRANSACTION'

export const forgottenKinds: readonly Kind[] = [
  forgotten('a transaction that has read a table', 'staging', [open, 'SELECT COUNT(*) FROM passengers'], 'to the end'),
  forgotten('a transaction that has read a table', 'staging', [open, 'SELECT COUNT(*) FROM passengers'], 'for seconds'),
  forgotten(
    'a transaction that has written a row',
    'staging',
    [open, 'UPDATE crew SET edition = edition WHERE id = 1', 'UPDATE crew SET chief_id = 2 WHERE id = 9'],
    'to the end',
  ),
  forgotten('a table locked for reading', 'staging', ['LOCK TABLES crew READ'], 'for seconds'),
  forgotten(
    'a transaction that has written a row',
    'source',
    [open, 'UPDATE crew SET chief_id = 2 WHERE id = 9'],
    'to the end',
  ),
  forgotten('a transaction that has read a table', 'source', [open, 'SELECT COUNT(*) FROM passengers'], 'to the end'),
  forgotten('a table locked for writing', 'source', ['LOCK TABLES crew WRITE'], 'for seconds'),
  forgotten('a table locked for writing', 'source', ['LOCK TABLES crew WRITE'], 'to the end'),
  alterBehindPublish(),
  eventOnSource(),
]

/** Somebody left a connection open with this; it goes away after a few seconds, or not before the run has ended. */
function forgotten(what: string, side: Side, statements: readonly string[], until: 'for seconds' | 'to the end'): Kind {
  const harmless = until === 'for seconds' || (side === 'source' && statements[0] === open)
  return {
    family,
    name: `${what} on ${side}, ${until}`,
    expects: harmless ? { survives: true } : {},
    strike: async (trial) => {
      const end = await leaveOpen(trial, side, statements)
      const program = trial.start()
      if (until === 'for seconds') void pause(soonMilliseconds).then(end)
      return program.ended
    },
  }
}

/** While publish waits for somebody on staging, production is free. */
function alterBehindPublish(): Kind {
  return {
    family,
    name: 'ALTER on the source while publish waits for a transaction on staging',
    sampled: true,
    expects: { rebuilds: true },
    strike: async (trial) => {
      await leaveOpen(trial, 'staging', [open, 'SELECT COUNT(*) FROM passengers'])
      const program = trial.start()
      await inStep('publish').wait(trial, program)
      await pause(500)
      const { url } = trial.lane.servers.source
      for (const statement of ['ALTER TABLE bookings ADD COLUMN seat INT NULL', 'SELECT COUNT(*) FROM bookings']) {
        const { milliseconds, done } = await runInProduction(`${url}/${sourceName}`, statement)
        if (!done || milliseconds > patienceMilliseconds)
          trial.blame(`production waited ${milliseconds} ms for ${statement}`)
      }
      return program.ended
    },
  }
}

/** Production's own event writes all the time. */
function eventOnSource(): Kind {
  return {
    family,
    name: 'an event writes to the source every second',
    expects: { otherSource: true, survives: true },
    strike: async (trial) => {
      const { url } = trial.lane.servers.source
      await sql(url, 'SET GLOBAL event_scheduler = ON')
      trial.mend(() => sql(url, 'SET GLOBAL event_scheduler = OFF'))
      const insert =
        "INSERT INTO sailing_log (sailing_id, minute, entry) VALUES (1, 1, 'tick'); UPDATE sailings SET seats_taken = seats_taken + 1"
      await sql(`${url}/${sourceName}`, `CREATE EVENT ticking ON SCHEDULE EVERY 1 SECOND DO BEGIN ${insert}; END`)
      return trial.start().ended
    },
  }
}

async function leaveOpen({ lane, mend }: Trial, side: Side, statements: readonly string[]): Promise<() => void> {
  const connection = await connectTo(`${lane.servers[side].url}/${side === 'source' ? sourceName : stagingName}`)
  const end = () => connection.destroy()
  mend(end)
  for (const statement of statements) await connection.query(statement)
  return end
}
