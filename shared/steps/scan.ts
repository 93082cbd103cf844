import type { RowBatch } from '../masking/rows/row-batch.ts'
import { RowsMac } from '../masking/rows/rows-mac.ts'
import { keepsSome } from '../policy/by-row/branches-of.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import type { Table } from '../schema/schema.ts'
import { isSearched, isSearchedForNumbers, LeakScanner, type ScannedColumn } from '../verification/leak-scanner.ts'
import { anyOf, ownFakesOf } from '../verification/own-fakes.ts'
import type { ScanPart, ScanReport, SharedIndex } from '../verification/scan.ts'
import { StableDigest } from '../verification/stable-digest.ts'
import { planOfTable } from './plan-of-table.ts'

type ScanPorts = Pick<Ports, 'plans' | 'shadow' | 'originalsKey'>

/** Reads one chunk of the shadow schema: searches its cells for originals and compares them with what was masked. */
export async function scan(part: ScanPart, index: SharedIndex, ports: ScanPorts): Promise<ScanReport> {
  const [report] = await scanTogether([part], index, ports)
  return report!
}

/** The same of several chunks of one run, which are asked for together. */
export async function scanTogether(
  parts: readonly ScanPart[],
  index: SharedIndex,
  ports: ScanPorts,
): Promise<ScanReport[]> {
  const [first] = parts
  if (!first) return []
  const run = await ports.plans.read(first.runId)
  await loadLocales(localesOf(run))
  const searches = parts.map((part) => searchOf(run, part, index))
  const rows = ports.shadow.readEach(
    run,
    searches.map(({ part, table, columns }) => ({
      ...{ table, chunk: part.chunk },
      columns: columns.map(({ column }) => column.name),
    })),
  )
  const reports: ScanReport[] = []
  for (const [at, search] of searches.entries()) reports.push(await searchRows(run, search, rows[at]!, index, ports))
  for (const [at, search] of searches.entries()) {
    const generated = await scanGenerated(run, search, index, ports)
    if (generated) reports[at] = withFound(reports[at]!, generated)
  }
  return reports
}

/** What is read of a chunk, and looked for in it. */
interface Search {
  readonly part: ScanPart
  readonly table: Table
  readonly tablePlan: TablePlan
  /** All copied columns. */
  readonly all: readonly ScannedColumn[]
  readonly columns: readonly ScannedColumn[]
}

function searchOf(run: Plan, part: ScanPart, index: SharedIndex): Search {
  const { table, tablePlan } = planOfTable(run, part.chunk.table)
  const all = tablePlan.columns.map((plan) => {
    const described = table.columns.find(({ name }) => name === plan.column)!
    const fakes = ownFakesOf(table, plan, run.locale, index)
    const masked = !keepsSome(plan)
    const searched = isSearched(described) || (!masked && isSearchedForNumbers(described))
    return { column: described, masked, searched, fakes }
  })
  const searched = all.filter((entry) => entry.searched)
  // Rows are counted by reading them, so one column is read of a table in which nothing is looked for.
  const columns = part.stableSha256 !== null ? all : searched.length > 0 ? searched : all.slice(0, 1)
  return { part, table, tablePlan, all, columns }
}

async function searchRows(
  run: Plan,
  { part, table, tablePlan, columns }: Search,
  rows: AsyncIterable<RowBatch>,
  index: SharedIndex,
  ports: Pick<Ports, 'originalsKey'>,
): Promise<ScanReport> {
  const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
  const digest = part.stableSha256 === null ? null : new StableDigest(table, tablePlan.columns)
  // For a later night that finds these rows where they are.
  const stored = digest && run.refresh ? new RowsMac(ports.originalsKey.subkey('stored', '')) : null
  for await (const batch of rows) {
    digest?.add(batch)
    stored?.add(batch)
    scanner.scan(batch)
  }
  const intact = digest && digest.hex() === part.stableSha256
  const { cut, ...found } = foundBy(scanner)
  return {
    chunk: part.chunk,
    rows: scanner.rows,
    intact,
    ...(stored && intact ? { storedMac: stored.hex() } : {}),
    ...found,
    ...(cut > 0 ? { cut } : {}),
  }
}

function foundBy(scanner: LeakScanner) {
  const { cells, bytes, cut } = scanner
  return { cells, bytes, cut, sightings: scanner.sightings(), numbers: scanner.numbers() }
}

function withFound(report: ScanReport, more: ReturnType<typeof foundBy>): ScanReport {
  const cut = (report.cut ?? 0) + more.cut
  return {
    ...report,
    cells: report.cells + more.cells,
    bytes: report.bytes + more.bytes,
    sightings: [...report.sightings, ...more.sightings],
    numbers: [...(report.numbers ?? []), ...more.numbers],
    ...(cut > 0 ? { cut } : {}),
  }
}

/** What the server makes of other columns, searched too: what a rule has made of these is none. Null where there is nothing of it. */
async function scanGenerated(
  run: Plan,
  { part, table, all }: Search,
  index: SharedIndex,
  ports: Pick<Ports, 'shadow' | 'originalsKey'>,
): Promise<ReturnType<typeof foundBy> | null> {
  const generated = table.columns.filter((column) => column.generated && isSearched(column))
  if (generated.length === 0) return null
  const makers = all.flatMap(({ fakes }) => fakes ?? [])
  const fakes = makers.length > 0 ? anyOf(makers) : null
  const columns = generated.map((column) => ({ column, masked: fakes !== null, searched: true, fakes }))
  const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
  const names = generated.map(({ name }) => name)
  for await (const batch of ports.shadow.read(run, table, names, part.chunk)) scanner.scan(batch)
  return foundBy(scanner)
}
