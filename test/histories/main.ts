// Random histories: production changes from night to night, and staging by changes has to equal staging in full, byte for byte.
//   npm run histories -- [--count 200] [--seed 1] [--server mariadb|mysql] [--kind PATTERN] [--nights N] [--verbose] [--list]
// MariaDB is started here; MySQL is used where NIGHTMASK_TEST_MYSQL_URL names one. A history that broke is repeated by its seed and --count 1.

import { parseArgs } from 'node:util'
import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { workInMemory } from '../setup/in-memory.ts'
import { runHistory } from './history.ts'
import { historyKinds } from './kinds/index.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    server: { type: 'string' },
    kind: { type: 'string' },
    nights: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
})

if (values.list) for (const { family, name } of historyKinds) console.log(`${family}: ${name}`)
else process.exitCode = await all()

async function all(): Promise<number> {
  const leaveMemory = workInMemory()
  const mysql = process.env.NIGHTMASK_TEST_MYSQL_URL
  const mariadb = values.server === 'mysql' ? null : await startEmbeddedServer(console.error)
  const servers = [
    ...(mariadb ? [{ name: 'mariadb', url: mariadb.url }] : []),
    ...(mysql && values.server !== 'mariadb' ? [{ name: 'mysql', url: mysql }] : []),
  ]
  if (!mysql) console.log('No MySQL: NIGHTMASK_TEST_MYSQL_URL is not set.')
  let broken = 0
  try {
    for (const server of servers) broken += await allOn(server)
  } finally {
    await mariadb?.stop()
    leaveMemory()
  }
  return broken > 0 || servers.length === 0 ? 1 : 0
}

async function allOn({ name, url }: { name: string; url: string }): Promise<number> {
  const first = Number(values.seed)
  const kind = values.kind ? new RegExp(values.kind, 'i') : null
  const sum = { histories: 0, nights: 0, byChanges: 0, reused: 0, refused: 0, broken: 0 }
  for (let seed = first; seed < first + Number(values.count); seed++) {
    const lines: string[] = []
    const say = (line: string) => (values.verbose ? console.log(line) : lines.push(line))
    const nights = values.nights ? { nights: Number(values.nights) } : {}
    const result = await runHistory({ url, seed: String(seed), kind, say, ...nights }).catch((error) => ({
      ...{ seed: String(seed), nights: 0, byChanges: 0, reused: 0, refused: 0 },
      broken: [`the history itself failed: ${error instanceof Error ? error.message : error}`],
    }))
    sum.histories++
    sum.nights += result.nights
    sum.byChanges += result.byChanges
    sum.reused += result.reused
    sum.refused += result.refused
    sum.broken += Number(result.broken.length > 0)
    const verdict = result.broken.length > 0 ? 'BROKEN' : 'held'
    console.log(
      `${verdict} ${name} --seed ${seed}: ${result.nights} nights, ${result.byChanges} by changes, ${result.reused} rows reused, ${result.refused} refused`,
    )
    if (result.broken.length > 0) console.log([...lines, ...result.broken.map((one) => `    ${one}`)].join('\n'))
  }
  const { histories, nights, byChanges, reused, refused, broken } = sum
  console.log(
    `${name}: ${histories} histories, ${nights} nights, ${byChanges} by changes, ${reused} rows reused, ${refused} refused by both, ${broken} broken.`,
  )
  return broken
}
