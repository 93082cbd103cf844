import type { Plan } from '../../policy/plan.ts'
import type { Ports } from '../../ports.ts'
import { wholeTable } from '../../schema/chunk.ts'
import type { Table } from '../../schema/schema.ts'
import { isSearched, isSearchedForNumbers, LeakScanner } from '../../verification/leak-scanner.ts'
import type { ScanReport, SharedIndex, Sighting } from '../../verification/scan.ts'
import { definitionsOf, scanDefinitions } from '../../verification/scan-definitions.ts'

/** One connection reads them, beside the search of all others; beyond this it would be what a night waits for. */
const mostBytes = 512e6

/** What was sighted in the tables that staging keeps as its own, which stand in the generation that it serves. */
export interface KeptTables {
  readonly reports: readonly ScanReport[]
  readonly definitions: ReadonlyMap<string, readonly Sighting[]>
  /** Tables that were not read for their size. */
  readonly tooLarge: readonly string[]
}

/** Searches the tables that staging keeps; smallest first, as far as 512 MB go. */
export async function searchKeptTables(
  plan: Plan,
  index: SharedIndex,
  { served, originalsKey }: Pick<Ports, 'served' | 'originalsKey'>,
): Promise<KeptTables> {
  if (plan.keepTables.length === 0) return { reports: [], definitions: new Map(), tooLarge: [] }
  const { tables } = await served.introspect(plan)
  const kept = tables
    .filter(({ name }) => plan.keepTables.includes(name))
    .sort((a, b) => a.bytesEstimate - b.bytesEstimate)
  const definitions = scanDefinitions(definitionsOf({ tables: kept, programs: [] }), index, originalsKey)
  const reports: ScanReport[] = []
  const tooLarge: string[] = []
  let bytes = 0
  for (const table of kept) {
    bytes += table.bytesEstimate
    if (bytes > mostBytes) tooLarge.push(table.name)
    else reports.push(...(await searchTable(plan, table, index, { served, originalsKey })))
  }
  return { reports, definitions, tooLarge }
}

async function searchTable(
  plan: Plan,
  table: Table,
  index: SharedIndex,
  { served, originalsKey }: Pick<Ports, 'served' | 'originalsKey'>,
): Promise<ScanReport[]> {
  const columns = table.columns.filter((column) => isSearched(column) || isSearchedForNumbers(column))
  if (columns.length === 0) return []
  const scanned = columns.map((column) => ({ column, masked: false, searched: true }))
  const scanner = new LeakScanner(table.name, scanned, index, originalsKey)
  for await (const batch of served.readTable(plan, table, columns)) scanner.scan(batch)
  const { rows, cells, bytes, cut } = scanner
  const found = { sightings: scanner.sightings(), numbers: scanner.numbers(), ...(cut > 0 ? { cut } : {}) }
  return [{ chunk: wholeTable(table.name), rows, cells, bytes, intact: null, ...found }]
}
