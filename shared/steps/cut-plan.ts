import type { Plan, TablePlan } from '../policy/plan.ts'
import { comparedIn } from '../policy/refresh.ts'
import type { Ports } from '../ports.ts'
import { areWholeTable, type ChunkRef, isChunkRef } from '../schema/chunk.ts'
import { isMadeWhole } from '../schema/made-whole.ts'
import { packSmall, packsOf } from '../schema/packs.ts'
import type { Table } from '../schema/schema.ts'
import { subsetChunks } from '../subset/chunks.ts'
import { type CuttingPorts, chunkSizes, cutBehind, cutColumns, cutTable } from './cut-table.ts'
import { planOfTable } from './plan-of-table.ts'
import { isWrittenAnew } from './refresh-of-table.ts'

type CutPlanPorts = Pick<Ports, 'source'> & { readonly plans: Pick<Ports['plans'], 'find'> }

/** Chunks that hold so many times the rows that they are to hold are cut anew. */
const mostTimes = 2

/**
 * The plan with its tables cut, and small ones packed. By changes a table whose chunks may be reused, or tell who wrote in them, is cut and packed
 * as the run before has done it: only then is a chunk the same one. Rows that came behind its last cut are cut further; where its rows have
 * doubled within its chunks it is cut anew, as every other table.
 */
export async function withChunks(plan: Plan, chunkRows: number | null, ports: CutPlanPorts): Promise<Plan> {
  const { tables, schema, dataset, loadMethod } = plan
  if (dataset !== null) return { ...plan, chunks: subsetChunks(tables.map(({ table }) => table)) }
  const sizeOf = chunkSizes(tables, chunkRows)
  const before = await chunksBefore(plan, ports)
  const earlier = Map.groupBy(before, ({ table }) => table)
  const stays = (table: TablePlan) => {
    const chunks = earlier.get(table.table) ?? []
    return isTheSame(plan, table) && staysCut(plan, table, chunks, sizeOf(planOfTable(plan, table.table).table))
  }
  const staying = new Set(tables.filter(stays).map(({ table }) => table))
  const packs = wholePacks(before, staying)
  const chunks: ChunkRef[] = []
  for (const { table: name, columns } of tables) {
    const { table } = planOfTable(plan, name)
    const [by, rows] = [cutColumns(table, columns), sizeOf(table)]
    if (staying.has(name)) {
      const cut = await cutFurther(table, by, earlier.get(name)!, rows, ports.source)
      chunks.push(...cut.map((chunk) => (packs.has(chunk.pack) ? chunk : alone(chunk))))
    } else chunks.push(...(await cutTable(table, by, rows, ports.source)))
  }
  // A server that reads objects by itself reads each into one table.
  if (loadMethod === 's3') return { ...plan, chunks }
  // A pack stays as a whole or not at all.
  const anew = tables.filter((tablePlan) => isWrittenAnew(planOfTable(plan, tablePlan.table).table, tablePlan))
  const apart = new Set(anew.map(({ table }) => table))
  return { ...plan, chunks: packSmall(chunks, schema.tables, { apart, before }) }
}

async function chunksBefore({ refresh }: Plan, { plans }: CutPlanPorts): Promise<readonly ChunkRef[]> {
  if (refresh?.kind !== 'changes') return []
  const before = await plans.find(refresh.base.runId).catch(() => null)
  return before && Array.isArray(before.chunks) ? before.chunks.filter(isChunkRef) : []
}

function isTheSame(plan: Plan, { table }: TablePlan): boolean {
  const compared = comparedIn(plan, table)
  return compared !== null && (compared.reusable || compared.told)
}

function staysCut(
  plan: Plan,
  { table: name, columns, rowsEstimate }: TablePlan,
  chunks: readonly ChunkRef[],
  rowsPerChunk: number,
): boolean {
  const isPacked = chunks.some(({ pack }) => pack !== undefined)
  const { table } = planOfTable(plan, name)
  if (isPacked && (chunks.length > 1 || !isMadeWhole(table))) return false
  // Whoever altered the plan of then could leave rows out, which nobody would compare.
  const by = cutColumns(table, columns).map((column) => column.name)
  if (!areWholeTable(chunks, by)) return false
  return rowsEstimate <= chunks.length * rowsPerChunk * mostTimes
}

/** Packs of which every table stays: the tables of others are packed anew. */
function wholePacks(chunks: readonly ChunkRef[], staying: ReadonlySet<string>): ReadonlySet<number | undefined> {
  const packs = packsOf(chunks.filter(({ pack }) => pack !== undefined))
  return new Set(packs.filter((pack) => pack.every(({ table }) => staying.has(table))).map(([{ pack }]) => pack))
}

/** The last chunk ends at the first new cut, and others follow. */
async function cutFurther(
  table: Table,
  columns: Parameters<typeof cutBehind>[1],
  chunks: readonly ChunkRef[],
  rowsPerChunk: number,
  source: CuttingPorts,
): Promise<ChunkRef[]> {
  const last = chunks.at(-1)!
  const cuts = last.from ? await cutBehind(table, columns, last.from, rowsPerChunk, source) : []
  const bounds = [last.from, ...cuts, null]
  const behind = bounds.slice(1).map((to, at) => ({ ...last, n: last.n + at, from: bounds[at] ?? null, to }))
  return [...chunks.slice(0, -1), ...behind]
}

function alone({ pack: _, ...chunk }: ChunkRef): ChunkRef {
  return chunk
}
