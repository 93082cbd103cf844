import type { Plan, TablePlan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import { isMadeWhole } from '../schema/made-whole.ts'
import { packSmall, packsOf } from '../schema/packs.ts'
import { chunkSizes, cutBehind, cutColumns } from './cut-table.ts'
import { planOfTable } from './plan-of-table.ts'

/** Chunks that hold so many times the rows that they are to hold are cut anew. */
const mostTimes = 2

/**
 * The plan with tables whose chunks may be reused cut, and packed, as the run before has done it: only then is a chunk the same one. Rows that
 * came behind the last cut are cut further; a table whose rows have doubled within its chunks is cut anew.
 */
export async function withCutsBefore(
  plan: Plan,
  chunkRows: number | null,
  ports: Pick<Ports, 'source'> & { readonly plans: Pick<Ports['plans'], 'find'> },
): Promise<Plan> {
  if (plan.refresh?.kind !== 'changes' || plan.refresh.reusable.length === 0) return plan
  const before = (await ports.plans.find(plan.refresh.base.runId))?.chunks ?? []
  const sizeOf = chunkSizes(plan.tables, chunkRows)
  const rowsOf = ({ table }: TablePlan) => sizeOf(planOfTable(plan, table).table)
  const [now, then] = [byTable(plan.chunks), byTable(before)]
  const names = new Set(plan.refresh.reusable.map(({ table }) => table))
  const staying = plan.tables.filter(
    (table) => names.has(table.table) && staysCut(plan, table, then.get(table.table) ?? [], rowsOf(table)),
  )
  const packs = wholePacks(before, new Set(staying.map(({ table }) => table)))
  const chunks: ChunkRef[] = []
  for (const entry of plan.tables) {
    const { table: name, columns } = entry
    if (staying.includes(entry)) {
      const { table } = planOfTable(plan, name)
      const earlier = then.get(name)!
      const { from } = earlier.at(-1)!
      const cuts = from ? await cutBehind(table, cutColumns(table, columns), from, rowsOf(entry), ports.source) : []
      chunks.push(...withCuts(earlier, cuts).map((chunk) => (packs.has(chunk.pack) ? chunk : alone(chunk))))
    } else chunks.push(...(now.get(name) ?? []).map(alone))
  }
  return { ...plan, chunks: packSmall(chunks, plan.schema.tables) }
}

function byTable(chunks: readonly ChunkRef[]): ReadonlyMap<string, readonly ChunkRef[]> {
  return Map.groupBy(chunks, ({ table }) => table)
}

function staysCut(
  plan: Plan,
  { table, rowsEstimate }: TablePlan,
  chunks: readonly ChunkRef[],
  rowsPerChunk: number,
): boolean {
  const isPacked = chunks.some(({ pack }) => pack !== undefined)
  if (chunks.length === 0 || (isPacked && !isMadeWhole(planOfTable(plan, table).table))) return false
  return rowsEstimate <= chunks.length * rowsPerChunk * mostTimes
}

/** Packs of which every table stays: the tables of others are packed anew. */
function wholePacks(chunks: readonly ChunkRef[], staying: ReadonlySet<string>): ReadonlySet<number | undefined> {
  const packs = packsOf(chunks.filter(({ pack }) => pack !== undefined))
  return new Set(packs.filter((pack) => pack.every(({ table }) => staying.has(table))).map(([{ pack }]) => pack))
}

function alone({ pack: _, ...chunk }: ChunkRef): ChunkRef {
  return chunk
}

/** The last chunk ends at the first cut, and others follow. */
function withCuts(chunks: readonly ChunkRef[], cuts: readonly (readonly string[])[]): ChunkRef[] {
  const last = chunks.at(-1)!
  const bounds = [last.from, ...cuts, null]
  const behind = bounds.slice(1).map((to, at) => ({ ...last, n: last.n + at, from: bounds[at] ?? null, to }))
  return [...chunks.slice(0, -1), ...behind]
}
