import { keepsSome } from '../policy/by-row/branches-of.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Ports } from '../ports.ts'
import { isSearched, LeakScanner } from '../verification/leak-scanner.ts'
import { ownFakesOf } from '../verification/own-fakes.ts'
import type { ScanPart, ScanReport, SharedIndex } from '../verification/scan.ts'
import { StableDigest } from '../verification/stable-digest.ts'
import { planOfTable } from './plan-of-table.ts'

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
    return { column: described, masked: !keepsSome(plan), searched: isSearched(described), fakes }
  })
  const searched = all.filter((entry) => entry.searched)
  // Rows are counted by reading them, so one column is read of a table in which nothing is looked for.
  const columns = part.stableSha256 !== null ? all : searched.length > 0 ? searched : all.slice(0, 1)
  const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
  const digest = part.stableSha256 === null ? null : new StableDigest(table, tablePlan.columns)
  const names = columns.map(({ column }) => column.name)
  for await (const batch of ports.shadow.read(run, table, names, part.chunk)) {
    digest?.add(batch)
    scanner.scan(batch)
  }
  const { rows, cells, bytes } = scanner
  return {
    chunk: part.chunk,
    rows,
    cells,
    bytes,
    intact: digest && digest.hex() === part.stableSha256,
    sightings: scanner.sightings(),
  }
}
