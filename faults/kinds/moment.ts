import { setTimeout as pause } from 'node:timers/promises'
import type { Kind, Trial } from '../case.ts'
import { aside } from '../lane/aside.ts'
import { planted } from '../lane/fixture.ts'
import type { Family } from '../lane/programs.ts'
import { Server } from '../lane/server.ts'
import { connectTo, sql, trySql } from '../lane/sql.ts'
import { claimOf } from '../oracle/sentence.ts'

const family = 'One moment'
const purses = ['purse_a', 'purse_b', 'purse_c', 'purse_d']
const [each, writers, nights] = [100, 4, 3]

type Way = 'logged' | 'unlogged' | 'replica that logs nothing' | 'replica that lags'

/** Money moves between four tables while several connections read them: the sum tells whether they saw one moment. */
export const momentKinds: readonly Kind[] = (
  ['logged', 'unlogged', 'replica that logs nothing', 'replica that lags'] as const
).map((way) => ({
  family,
  name: `money moves, ${way}`,
  tries: 2,
  sampled: way === 'unlogged',
  expects: { ownWords: true },
  strike: async (trial) => {
    const { written, read } = await sourceFor(trial, way)
    const money = aside(trial, 'purse', { source: read })
    await money.make(policy)
    await sql(written.url, 'DROP DATABASE IF EXISTS purse', 'CREATE DATABASE purse CHARACTER SET utf8mb4')
    await sql(`${written.url}/purse`, ...purses.flatMap(purseSql))
    await untilRead(read, written)
    const stop = await moveMoney(written, way === 'unlogged')
    trial.mend(stop)
    let ending = await money.start('--workers', '4').ended
    for (let night = 1; ; night++) {
      if (ending.code === 0) await addUp(trial, money.stagingUrl)
      else trial.tell(`not published: ${claimOf(ending).sentence}`)
      if (night === nights) break
      ending = await money.start('--workers', '4').ended
    }
    await stop()
    return ending
  },
}))

const policy = `version: 1\nlocale: en\ntables:\n${purses.map((purse) => `  ${purse}: { id: keep, owner: full_name, amount: keep }\n`).join('')}`

function purseSql(purse: string): string[] {
  return [
    `CREATE TABLE ${purse} (id INT PRIMARY KEY, owner VARCHAR(80) NOT NULL, amount INT NOT NULL) ENGINE=InnoDB`,
    `INSERT INTO ${purse} WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, CONCAT('${planted} Owner', i), ${each} FROM n`,
  ]
}

async function addUp(trial: Trial, url: string): Promise<void> {
  const sums = purses.map((purse) => `(SELECT SUM(amount) FROM ${purse})`).join(' + ')
  const [[sum = ''] = []] = await sql(url, `SELECT ${sums}`)
  const right = String(4 * 900 * each)
  if (sum !== right) trial.blame(`the sum is ${sum} in place of ${right}: rows of two moments were published`)
}

async function moveMoney({ url }: Server, unlogged: boolean): Promise<() => Promise<void>> {
  let going = true
  const work = Array.from({ length: writers }, async (_, writer) => {
    const connection = await connectTo(`${url}/purse`)
    if (unlogged) await connection.query('SET SESSION sql_log_bin = 0')
    for (let turn = writer; going; turn += 7) {
      const [from, to] = [purses[turn % 4], purses[(turn + 1 + (turn % 3)) % 4]]
      await connection.query('START TRANSACTION')
      await connection.query(`UPDATE ${from} SET amount = amount - 1 WHERE id = ${1 + (turn % 900)}`)
      await connection.query(`UPDATE ${to} SET amount = amount + 1 WHERE id = ${1 + (turn % 900)}`)
      await connection.query('COMMIT').catch(() => undefined)
    }
    connection.destroy()
  })
  const done = Promise.allSettled(work)
  return async () => {
    going = false
    await done
  }
}

/** Where money is moved, and where it is read. */
async function sourceFor({ lane, mend }: Trial, way: Way): Promise<{ written: Server; read: Server }> {
  if (way === 'logged' || way === 'unlogged') return { written: lane.servers.source, read: lane.servers.source }
  const primary = await Server.start(lane.program, `${lane.family}-primary`)
  mend(() => primary.kill())
  const logs = way === 'replica that lags'
  const name = lane.family === 'mariadb' ? 'log-slave-updates' : 'log-replica-updates'
  const replica = await Server.start(lane.program, `${lane.family}-replica`, [
    '--server-id=2',
    `--${logs ? '' : 'skip-'}${name}`,
  ])
  mend(() => replica.kill())
  for (const statement of replicaSql(lane.family, primary.port, logs ? 1 : 0)) await sql(replica.url, statement)
  return { written: primary, read: replica }
}

function replicaSql(kind: Family, port: number, delay: number): string[] {
  return kind === 'mariadb'
    ? [
        `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${port}, MASTER_USER='root', MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=4, MASTER_DELAY=${delay}`,
        'START SLAVE',
      ]
    : [
        `CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=${port}, SOURCE_USER='root', SOURCE_LOG_FILE='binlog.000001', SOURCE_LOG_POS=4, SOURCE_DELAY=${delay}, GET_SOURCE_PUBLIC_KEY=1`,
        'START REPLICA',
      ]
}

/** A replica has everything once it has the last purse. */
async function untilRead(read: Server, written: Server): Promise<void> {
  if (read === written) return
  for (let waited = 0; waited < 300; waited++) {
    const [[rows = '0'] = []] = await trySql(`${read.url}/purse`, `SELECT COUNT(*) FROM ${purses.at(-1)}`)
    if (rows === '900') return
    await pause(100)
  }
  throw new Error('the replica does not follow')
}
