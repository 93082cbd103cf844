import { keepsSome } from '../policy/by-row/branches-of.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import type { Table } from '../schema/schema.ts'
import { isSearched, isSearchedForNumbers, LeakScanner, type ScannedColumn } from '../verification/leak-scanner.ts'
import { anyOf, ownFakesOf } from '../verification/own-fakes.ts'
import type { ScanPart, ScanReport, SharedIndex } from '../verification/scan.ts'
import { StableDigest } from '../verification/stable-digest.ts'
import { planOfTable } from './plan-of-table.ts'
import { SourceDigest } from './reuse.ts'

/** Reads one chunk of the shadow schema: searches its cells for originals and compares them with what was masked. */
export async function scan(
  part: ScanPart,
  index: SharedIndex,
  ports: Pick<Ports, 'plans' | 'shadow' | 'originalsKey'>,
): Promise<ScanReport> {
  const run = await ports.plans.read(part.runId)
  const { table, tablePlan } = planOfTable(run, part.chunk.table)
  await loadLocales(localesOf(run))
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
  const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
  const digest = part.stableSha256 === null ? null : new StableDigest(table, tablePlan.columns)
  // For a later night that finds these rows where they are.
  const stored = digest && run.refresh && !digest.isRaw ? new SourceDigest() : null
  const names = columns.map(({ column }) => column.name)
  for await (const batch of ports.shadow.read(run, table, names, part.chunk)) {
    digest?.add(batch)
    stored?.add(batch)
    scanner.scan(batch)
  }
  const generated = await scanGenerated(run, part, table, all, index, ports)
  const scanners = [scanner, ...(generated ? [generated] : [])]
  const sum = (of: 'cells' | 'bytes' | 'cut') => scanners.reduce((total, one) => total + one[of], 0)
  const cut = sum('cut')
  const intact = digest && digest.hex() === part.stableSha256
  return {
    chunk: part.chunk,
    rows: scanner.rows,
    cells: sum('cells'),
    bytes: sum('bytes'),
    intact,
    ...(stored && intact ? { storedSha256: stored.hex() } : {}),
    sightings: scanners.flatMap((one) => one.sightings()),
    numbers: scanners.flatMap((one) => one.numbers()),
    ...(cut > 0 ? { cut } : {}),
  }
}

/** What the server makes of other columns, searched too: what a rule has made of these is none. Null where there is nothing of it. */
async function scanGenerated(
  run: Plan,
  part: ScanPart,
  table: Table,
  stored: readonly ScannedColumn[],
  index: SharedIndex,
  ports: Pick<Ports, 'shadow' | 'originalsKey'>,
): Promise<LeakScanner | null> {
  const generated = table.columns.filter((column) => column.generated && isSearched(column))
  if (generated.length === 0) return null
  const makers = stored.flatMap(({ fakes }) => fakes ?? [])
  const fakes = makers.length > 0 ? anyOf(makers) : null
  const columns = generated.map((column) => ({ column, masked: fakes !== null, searched: true, fakes }))
  const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
  const names = generated.map(({ name }) => name)
  for await (const batch of ports.shadow.read(run, table, names, part.chunk)) scanner.scan(batch)
  return scanner
}
