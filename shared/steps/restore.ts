import { createHash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import type { MaskedBytes } from '../masking/rows/row-batch.ts'
import type { Plan } from '../policy/plan.ts'
import { isCompared } from '../policy/refresh.ts'
import type { MadePart, Ports, StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'

/** What restore does at once: the schema and its tables, or `only` a part of that; a chunk's rows, a table's indexes, or all foreign keys. */
export type RestorePart =
  | { readonly kind: 'prepare'; readonly only?: MadePart }
  | {
      readonly kind: 'rows'
      readonly chunk: ChunkRef
      /** Nobody tried it before: its tables were made since, by whoever loads. */
      readonly isFirst?: boolean
    }
  | { readonly kind: 'indexes'; readonly table: string }
  | { readonly kind: 'keys' }

type RestorePorts = Pick<Ports, 'clock' | 'plans' | 'shadow' | 'chunks' | 'receipts'>

/** Loads masked chunks into the shadow schema. Throws when the server stored other rows than the chunk's receipt counts. */
export async function restore(input: { runId: string; part: RestorePart }, ports: RestorePorts): Promise<StepReport> {
  const { runId, part } = input
  const plan = await ports.plans.read(runId)
  if (part.kind === 'rows') return restoreChunk(plan, part.chunk, part.isFirst ?? false, ports)
  if (part.kind === 'prepare') {
    const { only } = part
    if (only === undefined || only === 'schema') await ports.receipts.dropRestored(runId)
    await ports.shadow.create(plan, only)
  }
  if (part.kind === 'indexes') await ports.shadow.buildIndexes(plan, part.table)
  if (part.kind === 'keys') await ports.shadow.addForeignKeys(plan)
  return { rows: 0, bytes: 0 }
}

async function restoreChunk(plan: Plan, chunk: ChunkRef, isFirst: boolean, ports: RestorePorts): Promise<StepReport> {
  const started = ports.clock.now().getTime()
  if (!isFirst) {
    const earlier = await ports.receipts.restored(plan.runId, chunk)
    if (earlier) return { rows: earlier.rowsLoaded, bytes: earlier.bytes }
  }
  if (isCompared(plan, chunk.table)) return bringChunk(plan, chunk, started, ports)
  // Rows without a receipt are those of a try that died in between: they go, and the chunk is loaded whole.
  if (!isFirst) await ports.shadow.clear(plan, chunk)
  const receipt = await ports.receipts.snapshot(plan.runId, chunk)
  const place = `${chunk.table}, chunk ${chunk.n}`
  const loaded = { bytes: 0, sha256: createHash('sha256') }
  const rowsLoaded = await ports.shadow.load(plan, chunk, counted(ports.chunks.read(plan.runId, chunk), loaded))
  if (loaded.sha256.digest('hex') !== receipt.sha256) throw otherChunk(place)
  if (rowsLoaded !== receipt.rowsRead)
    throw new RunFailedError(`${place}: ${receipt.rowsRead} rows were masked, the server stored ${rowsLoaded}.`)
  const milliseconds = ports.clock.now().getTime() - started
  await ports.receipts.writeRestore(plan.runId, { chunk, rowsLoaded, bytes: loaded.bytes, milliseconds })
  return { rows: rowsLoaded, bytes: loaded.bytes }
}

/** Compares a masked chunk with the rows that an earlier night has left, and writes what differs. */
async function bringChunk(plan: Plan, chunk: ChunkRef, started: number, ports: RestorePorts): Promise<StepReport> {
  const receipt = await ports.receipts.snapshot(plan.runId, chunk)
  const place = `${chunk.table}, chunk ${chunk.n}`
  const passes: Loaded[] = []
  const { unchanged, written, removed } = await ports.shadow.bring(plan, chunk, () => {
    const pass = { bytes: 0, sha256: createHash('sha256') }
    passes.push(pass)
    return counted(ports.chunks.read(plan.runId, chunk), pass)
  })
  if (passes.some(({ sha256 }) => sha256.digest('hex') !== receipt.sha256)) throw otherChunk(place)
  const rowsLoaded = unchanged + written
  if (rowsLoaded !== receipt.rowsRead)
    throw new RunFailedError(`${place}: ${receipt.rowsRead} rows were masked, ${rowsLoaded} were compared.`)
  const milliseconds = ports.clock.now().getTime() - started
  const bytes = passes[0]?.bytes ?? 0
  await ports.receipts.writeRestore(plan.runId, {
    ...{ chunk, rowsLoaded, bytes, milliseconds },
    changes: { written, removed },
  })
  return { rows: rowsLoaded, bytes }
}

interface Loaded {
  bytes: number
  readonly sha256: ReturnType<typeof createHash>
}

function otherChunk(place: string): RunFailedError {
  return new RunFailedError(`${place}: the stored chunk is not the one that was masked; run again without --resume.`)
}

async function* counted(blocks: AsyncIterable<MaskedBytes>, seen: Loaded): AsyncGenerator<MaskedBytes> {
  for await (const block of blocks) {
    seen.bytes += block.length
    seen.sha256.update(block)
    yield block
  }
}
