// The main claim, side by side in one run: a full masked run beside an unmasked copy through the client tools.
//   npm run bench -- [--rounds 3] [--scale 1] [--workers 2] [--against CHECKOUT | --redact | --risk | --changes]
// What runs is the command as it is installed, bundled when the bench begins.
// With --against, that of another checkout (its dependencies installed) takes the copy's place: is this one slower than it?
// With --redact, a run that keeps its texts but for the people in them stands beside one that replaces them: what does that cost?
// With --risk, a run whose policy declares two sets of columns to be counted over joins stands beside one that declares none.
// With --changes, nights by changes stand beside full ones: see changes.ts.
// Data: the generated shop, 500k users, 50k products, 3M orders, 1M reviews, times `scale`.
// Server: NIGHTMASK_BENCH_URL (with its process id in NIGHTMASK_BENCH_PID), or a private one that is started here.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchServer, commitOf, cpuOf, median, type Sample } from './bench-server.ts'
import { benchChanges } from './changes.ts'
import { commandOf } from './command.ts'
import { measure } from './process-tree.ts'
import { runArguments } from './run-arguments.ts'
import { generateShop } from './shop.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    scale: { type: 'string', default: '1' },
    workers: { type: 'string' },
    against: { type: 'string' },
    redact: { type: 'boolean', default: false },
    risk: { type: 'boolean', default: false },
    changes: { type: 'boolean', default: false },
  },
})
const scale = Number(values.scale)
const counts = {
  users: 500_000 * scale,
  products: 50_000 * scale,
  orders: 3_000_000 * scale,
  reviews: 1_000_000 * scale,
}
if (values.changes) {
  await benchChanges({ counts, scale: values.scale, workers: values.workers ?? null })
  process.exit()
}
const workers = values.workers ?? '2'
const server = await benchServer()
const folder = mkdtempSync(join(tmpdir(), 'nightmask-bench-'))
const shopPolicy = 'examples/shop/policy.yaml'
const redacting = join(folder, 'redact.yaml')
writeFileSync(redacting, readFileSync(shopPolicy, 'utf8').replace('mode: replace', 'mode: redact'))
const risking = join(folder, 'risk.yaml')
const risk = `risk:
  - { people: users, by: { users.created_at: day, users.is_active: exact } }
  - { people: users, by: { orders.created_at: day, orders.total_price: exact } }
`
writeFileSync(risking, `${readFileSync(shopPolicy, 'utf8')}${risk}`)
const ownPolicy = values.redact ? redacting : values.risk ? risking : shopPolicy
try {
  await generateShop(server, counts, join(folder, 'key'))
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round++) rounds.push(await pair(round % 2 === 1))
  report(rounds)
} finally {
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
}

// Each goes first in every other round: what runs first after the other's tables were dropped may be slower for it.
async function pair(isOwnFirst: boolean): Promise<{ other: Sample; run: Sample }> {
  const own = () => maskedRun('.', ownPolicy)
  const ownFirst = isOwnFirst ? await own() : null
  const against = values.against ?? (ownPolicy === shopPolicy ? null : '.')
  const other = await (against === null ? server.copy('bench_source', 'bench_copy') : maskedRun(against))
  return { other, run: ownFirst ?? (await own()) }
}

async function maskedRun(checkout: string, policy = shopPolicy): Promise<Sample> {
  const urls = await server.freshStaging()
  const artifacts = join('artifacts', checkout === '.' ? 'own' : 'other')
  const args = runArguments({ urls, folder, policy, artifacts, workers })
  const command = commandOf(checkout)
  return server.sample(() => measure(process.execPath, [command, ...args]))
}

function report(rounds: readonly { other: Sample; run: Sample }[]): void {
  const { rounds: tried, scale: times, against, redact, risk } = values
  const beside = redact ? 'replace' : risk ? 'withoutRisk' : 'copy'
  const command = `npm run bench -- --rounds ${tried} --scale ${times} --workers ${workers}`
  const of = (figure: (round: { other: Sample; run: Sample }) => number) => median(rounds.map(figure))
  const line = {
    date: new Date().toISOString(),
    command: against
      ? `${command} --against CHECKOUT`
      : redact
        ? `${command} --redact`
        : risk
          ? `${command} --risk`
          : command,
    node: process.version,
    rows: counts.users + counts.products + counts.orders + counts.reviews,
    ...(against
      ? { against: commitOf(against), commit: commitOf('.'), otherSeconds: of(({ other }) => other.seconds) }
      : { [`${beside}Seconds`]: of(({ other }) => other.seconds) }),
    runSeconds: of(({ run }) => run.seconds),
    ratio: of(({ other, run }) => run.seconds / other.seconds),
    cpuRatio: of(({ other, run }) => cpuOf(run) / cpuOf(other)),
    runPeakMegabytes: Math.max(...rounds.map(({ run }) => run.peakMegabytes)),
  }
  console.log(JSON.stringify(line, null, 2))
  appendFileSync('bench/results/full-run.jsonl', `${JSON.stringify(line)}\n`)
}
