import { setTimeout as pause } from 'node:timers/promises'
import { SnapshotConnection } from '../../shared/adapters/mysql/reading/snapshot-connection.ts'
import { openConsistentSnapshot } from '../../shared/adapters/mysql/reading/snapshot-open.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { SnapshotInfo } from '../../shared/audit/record.ts'

/** Four tables between which money moves: in every moment there is as much of it. */
export const tills = ['till_north', 'till_east', 'till_south', 'till_west'] as const
export const allMoney = 4 * 20 * 1000

/** Makes the four tables in the database of the URL. */
export async function makeTills(url: string): Promise<void> {
  const rows = Array.from({ length: 20 }, (_, at) => `(${at + 1}, 1000)`).join(', ')
  const wire = await openWire(url, 'plain')
  for (const till of tills) {
    await wire.execute(`CREATE TABLE ${till} (id INT PRIMARY KEY, money INT NOT NULL)`)
    await wire.execute(`INSERT INTO ${till} VALUES ${rows}`)
  }
  wire.close()
}

export interface Movers {
  readonly moves: () => number
  stop(): Promise<void>
}

/** Moves money on four connections, one transaction after another, with up to `restMilliseconds` between them. */
export async function moveMoney(url: string, { unlogged = false, restMilliseconds = 0 } = {}): Promise<Movers> {
  let running = true
  let moves = 0
  const wires = await Promise.all(tills.map(() => openWire(url, 'plain')))
  if (unlogged) for (const wire of wires) await wire.execute('SET SESSION sql_log_bin = 0')
  const loops = wires.map(async (wire) => {
    while (running) {
      const [from, to] = [pick(), pick()]
      const row = 1 + Math.floor(Math.random() * 20)
      try {
        await wire.execute('START TRANSACTION')
        await wire.execute(`UPDATE ${from} SET money = money - 7 WHERE id = ${row}`)
        await wire.execute(`UPDATE ${to} SET money = money + 7 WHERE id = ${row}`)
        await wire.execute('COMMIT')
        moves++
      } catch {
        // Two that wait for each other: one of them gives up.
        await wire.execute('ROLLBACK')
      }
      if (restMilliseconds > 0) await pause(Math.random() * restMilliseconds)
    }
    wire.close()
  })
  return {
    moves: () => moves,
    async stop() {
      running = false
      await Promise.all(loops)
    },
  }
}

/** Opens a snapshot over two connections, and counts the money over both: the even tables here, the odd ones there. */
export async function countMoney(url: string, database: string): Promise<SnapshotInfo & { money: number }> {
  const wires = await Promise.all([openWire(url, 'source'), openWire(url, 'source')])
  const monitor = await openWire(url, 'source')
  const control = await openWire(url, 'plain')
  try {
    const info = await openConsistentSnapshot({
      ...{ monitor, control, database },
      participants: wires.map((wire) => new SnapshotConnection(wire)),
      tables: tills.map((name) => ({ name, engine: 'InnoDB' })),
    })
    const readers = wires.slice(0, info.connections)
    const sums = await Promise.all(
      readers.map(async (wire, at) => {
        let sum = 0
        for (const [n, till] of tills.entries())
          if (n % readers.length === at) sum += Number((await wire.query(`SELECT SUM(money) FROM ${till}`))[0]![0])
        return sum
      }),
    )
    return { ...info, money: sums.reduce((sum, part) => sum + part, 0) }
  } finally {
    for (const wire of [...wires, monitor, control]) wire.close()
  }
}

function pick(): string {
  return tills[Math.floor(Math.random() * tills.length)]!
}
