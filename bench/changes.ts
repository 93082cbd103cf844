// What a night by changes costs beside a full one, side by side in one run.
//   npm run bench -- --changes [--scale 1] [--workers N]
// Without --workers it has as many as whoever asks for none.
// Data: the generated shop as in full-run.ts. After each change three nights are measured, as many as there are generations: each brings one
// forward that holds all of production but for that change. Figures are their medians, and the largest memory.
// Server: NIGHTMASK_BENCH_URL (with its process id in NIGHTMASK_BENCH_PID), or a private one that is started here.

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchServer, benchServer, commitOf, cpuOf, median, type Sample } from './bench-server.ts'
import { commandOf } from './command.ts'
import { measure } from './process-tree.ts'
import { runArguments } from './run-arguments.ts'
import { generateShop, type ShopCounts } from './shop.ts'

interface Options {
  readonly counts: ShopCounts
  readonly scale: string
  readonly workers: string | null
}

interface Change {
  readonly name: string
  readonly sql: readonly string[]
}

/** Measures and appends one line to bench/results/changes.jsonl. */
export async function benchChanges({ counts, scale, workers }: Options): Promise<void> {
  const server = await benchServer()
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-bench-'))
  try {
    await generateShop(server, counts, join(folder, 'key'))
    const urls = await server.freshStaging()
    const night = () => maskedNight(server, urls, folder, workers)
    const full = [await night(), await night(), await night()].slice(1)
    if (full.some(({ kind }) => kind !== 'full')) throw new Error('the first nights were no full ones')
    const measured: Record<string, unknown> = {}
    for (const { name, sql } of changes(counts)) {
      if (sql.length > 0) await server.sql(...['USE bench_source', ...sql])
      const nights = [await night(), await night(), await night()]
      for (const { kind } of nights) if (kind !== 'changes') throw new Error(`${name}: a night was a ${kind} one`)
      measured[name] = figures(nights, full)
      console.log(name, JSON.stringify(measured[name]))
    }
    const line = {
      date: new Date().toISOString(),
      command: `npm run bench -- --changes --scale ${scale}${workers ? ` --workers ${workers}` : ''}`,
      ...{ commit: commitOf('.'), node: process.version },
      rows: Object.values(counts).reduce((sum, rows) => sum + rows, 0),
      fullSeconds: median(full.map(({ seconds }) => seconds)),
      fullCpuSeconds: median(full.map(cpuOf)),
      ...{ fullPeakMegabytes: Math.max(...full.map(({ peakMegabytes }) => peakMegabytes)), changes: measured },
    }
    console.log(JSON.stringify(line, null, 2))
    appendFileSync('bench/results/changes.jsonl', `${JSON.stringify(line)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  }
}

function changes({ orders }: ShopCounts): readonly Change[] {
  const tenth = Math.floor(orders / 2)
  return [
    { name: 'nothing changed', sql: [] },
    { name: '1 % of orders, scattered', sql: ['UPDATE orders SET quantity = quantity + 1 WHERE id % 100 = 7'] },
    {
      name: '1 % of orders, clustered',
      sql: [`UPDATE orders SET quantity = quantity + 1 WHERE id BETWEEN ${tenth} AND ${tenth + orders / 100}`],
    },
    { name: '10 % of orders, scattered', sql: ['UPDATE orders SET quantity = quantity + 1 WHERE id % 10 = 9'] },
    {
      name: '1 % of everything, with deletes and inserts',
      sql: [
        "UPDATE users SET full_name = CONCAT(full_name, ' Neu') WHERE id % 100 = 3",
        'UPDATE products SET stock = stock + 1 WHERE id % 100 = 4',
        'UPDATE reviews SET rating = 6 - rating WHERE id % 200 = 5',
        'DELETE FROM reviews WHERE id % 400 = 6',
        'UPDATE orders SET quantity = quantity + 1 WHERE id % 200 = 5',
        'DELETE FROM orders WHERE id % 400 = 6',
        'INSERT INTO orders (user_id, product_id, quantity, total_price, status) SELECT user_id, product_id, quantity, total_price, status FROM orders WHERE id % 400 = 8',
      ],
    },
  ]
}

async function maskedNight(
  server: BenchServer,
  urls: readonly string[],
  folder: string,
  workers: string | null,
): Promise<Sample & { readonly kind: string }> {
  const args = runArguments({ urls, folder, policy: 'examples/shop/policy.yaml', ...(workers ? { workers } : {}) })
  const command = commandOf('.')
  const sample = await server.sample(() => measure(process.execPath, [command, ...args]))
  const { record } = JSON.parse(sample.stdout)
  const steps = record.timings.map(
    ({ step, milliseconds }: { step: string; milliseconds: number }) => `${step} ${(milliseconds / 1000).toFixed(1)}`,
  )
  console.log(
    `${record.refresh.kind}: ${sample.seconds.toFixed(1)} s, ${cpuOf(sample).toFixed(1)} CPU s (${steps.join(', ')})`,
  )
  return { ...sample, kind: record.refresh.kind }
}

function figures(nights: readonly Sample[], full: readonly Sample[]) {
  const round = (number: number) => Number(number.toFixed(3))
  const secondsOf = (samples: readonly Sample[]) => median(samples.map(({ seconds }) => seconds))
  const cpuSecondsOf = (samples: readonly Sample[]) => median(samples.map(cpuOf))
  return {
    seconds: round(secondsOf(nights)),
    cpuSeconds: round(cpuSecondsOf(nights)),
    ratio: round(secondsOf(nights) / secondsOf(full)),
    cpuRatio: round(cpuSecondsOf(nights) / cpuSecondsOf(full)),
    peakMegabytes: round(Math.max(...nights.map(({ peakMegabytes }) => peakMegabytes))),
  }
}
