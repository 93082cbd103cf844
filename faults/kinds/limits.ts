import type { Connection } from 'mysql2/promise'
import type { Expectation, Kind, Trial } from '../case.ts'
import type { Family } from '../lane/programs.ts'
import type { Side } from '../lane/relay.ts'
import { connectTo, sql } from '../lane/sql.ts'
import { inStep } from '../moments.ts'

const family = 'Limits and settings'
const both = ['source', 'staging'] as const

interface Setting {
  readonly name: string
  readonly value: string
  readonly sides?: readonly Side[]
  readonly servers?: readonly Family[]
  readonly expects?: Expectation
}

/** Server-wide settings that somebody made; sessions that begin after it have them. */
const settings: readonly Setting[] = [
  { name: 'wait_timeout', value: '1' },
  { name: 'interactive_timeout', value: '1' },
  { name: 'net_read_timeout', value: '1' },
  { name: 'net_write_timeout', value: '1' },
  { name: 'lock_wait_timeout', value: '1' },
  { name: 'innodb_lock_wait_timeout', value: '1' },
  { name: 'max_statement_time', value: '0.001', servers: ['mariadb'] },
  { name: 'max_execution_time', value: '1', servers: ['mysql'] },
  { name: 'sql_select_limit', value: '3' },
  { name: 'max_join_size', value: '1' },
  { name: 'sql_mode', value: "'ANSI,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'" },
  { name: 'sql_mode', value: "'TRADITIONAL,ONLY_FULL_GROUP_BY'" },
  { name: 'autocommit', value: '0' },
  { name: 'time_zone', value: "'+05:45'" },
  { name: 'character_set_server', value: 'latin1' },
  { name: 'collation_connection', value: 'latin1_german1_ci' },
  { name: 'transaction_isolation', value: "'READ-UNCOMMITTED'", servers: ['mysql'] },
  { name: 'tx_isolation', value: "'READ-UNCOMMITTED'", servers: ['mariadb'] },
  { name: 'default_storage_engine', value: 'MyISAM', sides: ['staging'] },
  { name: 'local_infile', value: 'OFF', sides: ['staging'] },
  { name: 'max_allowed_packet', value: '16384' },
  { name: 'group_concat_max_len', value: '4' },
  { name: 'max_error_count', value: '0', sides: ['staging'] },
  { name: 'max_user_connections', value: '3', servers: ['mariadb'], expects: {} },
  { name: 'completion_type', value: "'RELEASE'", expects: {} },
]

export const limitKinds: readonly Kind[] = [
  ...settings.flatMap((setting) => (setting.sides ?? both).map((side) => set(setting, side))),
  ...both.flatMap((side) => [1, 2, 3].map((left) => crowded(side, left))),
  ...both.map((side) => smallPacket(side)),
  ...(['local_infile = OFF', 'wait_timeout = 1', 'max_allowed_packet = 1024'] as const).map((change) =>
    meanwhile(change),
  ),
]

function set({ name, value, servers, expects = { survives: true } }: Setting, side: Side): Kind {
  return {
    family,
    name: `${name} = ${value}, ${side}`,
    ...(servers ? { servers } : {}),
    expects,
    sampled: name === 'sql_select_limit' && side === 'source',
    strike: async (trial) => {
      await change(trial, side, name, value)
      return trial.start().ended
    },
  }
}

async function change(trial: Trial, side: Side, name: string, value: string): Promise<void> {
  const { url } = trial.lane.servers[side]
  // Open before: afterwards nobody may be let in.
  const admin = await connectTo(url)
  const [[before = null] = []] = await sql(url, `SELECT @@global.${name}`)
  await sql(url, `SET GLOBAL ${name} = ${value}`)
  const quoted = /^[\d.]+$/.test(before ?? '') ? before : `'${before}'`
  trial.mend(async () => {
    await admin.query(`SET GLOBAL ${name} = ${quoted}`)
    admin.destroy()
  })
}

/** All but a few of the server's connections are somebody else's. */
function crowded(side: Side, left: number): Kind {
  return {
    family,
    name: `max_connections with ${left} left, ${side}`,
    strike: async (trial) => {
      const { url } = trial.lane.servers[side]
      const others: Connection[] = []
      trial.mend(() => others.forEach((one) => void one.destroy()))
      // The one that counted has gone, the one that puts the limit back stays.
      const used = (await sql(url, 'SHOW PROCESSLIST')).length
      // The victim of the case before may still be leaving: a limit below what is used would shut this matrix out.
      const limit = Math.max(14, used + left)
      await change(trial, side, 'max_connections', `${limit}`)
      while (others.length + used < limit - left) others.push(await connectTo(url))
      return trial.start().ended
    },
  }
}

function smallPacket(side: Side): Kind {
  return {
    family,
    name: `a row of 60 kB and packets of 16 kB, ${side}`,
    expects: { otherSource: true },
    strike: async (trial) => {
      await trial.lane.sourceSql(`UPDATE passenger_notes SET note = REPEAT('lorem ipsum ', 5000) WHERE id = 3`)
      await change(trial, side, 'max_allowed_packet', '16384')
      return trial.start().ended
    },
  }
}

/** Staging's settings change in the middle of the night. */
function meanwhile(assignment: string): Kind {
  return {
    family,
    name: `${assignment} on staging in the middle of snapshot`,
    strike: async (trial) => {
      const [name = '', value = ''] = assignment.split(' = ')
      const program = trial.start()
      await inStep('snapshot').wait(trial, program)
      await change(trial, 'staging', name, value)
      return program.ended
    },
  }
}
