import { chunkScale, targetRows } from '../../shared/schema/chunks.ts'
import { type NightSize, nightOnAws } from './night.ts'

const rowBytes = 250
/** Cuts are round: chunks are a third smaller than they might be. */
const roundness = 1.4
/** Readers and writers that a deployment of such a size would have. */
const deployments: readonly (readonly [gigabytes: number, readers: number, writers: number])[] = [
  [10, 8, 2],
  [100, 8, 2],
  [1_000, 32, 4],
  [10_000, 200, 16],
]

/** The table of docs/operations.md, section 7, as lines of Markdown. */
export function nightTable(): string[] {
  const nights = deployments.map(([gigabytes, readers, writers]) => {
    const size = sizeOf(gigabytes * 1e9, readers, writers)
    return { name: `${gigabytes.toLocaleString('en-GB')} GB`, size, night: nightOnAws(size) }
  })
  const row = (title: string, cell: (night: (typeof nights)[number]) => string) =>
    `| ${[title, ...nights.map(cell)].join(' | ')} |`
  const money = (amount: number) => `$${amount < 10 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en-GB')}`
  const time = (hours: number) => (hours < 1 ? `${Math.round(hours * 60)} min` : `${hours.toFixed(1)} h`)
  return [
    row('', ({ name }) => name),
    `|${'---|'.repeat(nights.length + 1)}`,
    row('`readers`, `writers`', ({ size }) => `${size.readers}, ${size.writers}`),
    row('chunks', ({ size }) => size.chunks.toLocaleString('en-GB')),
    row('clone made, survey', ({ night }) => time(night.hours.clone + night.hours.survey)),
    row('snapshot, and rows of restore beside it', ({ night }) => time(night.hours.transfer)),
    row('indexes of the largest table', ({ night }) => time(night.hours.indexes)),
    row('verify', ({ night }) => time(night.hours.verify)),
    row('**from start to publish**', ({ night }) => `**${time(night.totalHours)}**`),
    row('longest call of a function, of 15 min', ({ night }) => `${night.longestMinutes.toFixed(1)} min`),
    row('Lambda', ({ night }) => money(night.dollars.lambda)),
    row('Step Functions', ({ night }) => money(night.dollars.stepFunctions)),
    row('S3', ({ night }) => money(night.dollars.s3)),
    row('clone, db.r8g.large (its price is assumed)', ({ night }) => money(night.dollars.clone)),
    row('pages that the clone reads; nothing with Aurora I/O-Optimized', ({ night }) => money(night.dollars.pages)),
    row('**a night**', ({ night }) => `**${money(night.totalDollars)}**`),
  ]
}

/** Half of the rows in one table, one real value in 25 rows that is digested and searched for. */
export function sizeOf(bytes: number, readers: number, writers: number): NightSize {
  const rows = bytes / rowBytes
  const target = targetRows({ rowsEstimate: rows, bytesEstimate: bytes }, chunkScale(bytes))
  return {
    ...{ bytes, readers, writers, chunksPerBatch: 4, surveyed: true },
    ...{ chunks: Math.ceil((rows / target) * roundness), largestRows: rows / 2, originals: Math.min(1e9, rows / 25) },
  }
}
