import { createHash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import type { MaskedBytes } from '../masking/rows/row-batch.ts'
import type { Plan } from '../policy/plan.ts'
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
    // Rows without a receipt are those of a try that died in between: they go, and the chunk is loaded whole.
    await ports.shadow.clear(plan, chunk)
  }
  const receipt = await ports.receipts.snapshot(plan.runId, chunk)
  const place = `${chunk.table}, chunk ${chunk.n}`
  const loaded = { bytes: 0, sha256: createHash('sha256') }
  const rowsLoaded = await ports.shadow.load(plan, chunk, counted(ports.chunks.read(plan.runId, chunk), loaded))
  if (loaded.sha256.digest('hex') !== receipt.sha256)
    throw new RunFailedError(`${place}: the stored chunk is not the one that was masked; run again without --resume.`)
  if (rowsLoaded !== receipt.rowsRead)
    throw new RunFailedError(`${place}: ${receipt.rowsRead} rows were masked, the server stored ${rowsLoaded}.`)
  const milliseconds = ports.clock.now().getTime() - started
  await ports.receipts.writeRestore(plan.runId, { chunk, rowsLoaded, bytes: loaded.bytes, milliseconds })
  return { rows: rowsLoaded, bytes: loaded.bytes }
}

async function* counted(
  blocks: AsyncIterable<MaskedBytes>,
  seen: { bytes: number; sha256: ReturnType<typeof createHash> },
): AsyncGenerator<MaskedBytes> {
  for await (const block of blocks) {
    seen.bytes += block.length
    seen.sha256.update(block)
    yield block
  }
}
