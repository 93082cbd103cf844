import { createHash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import type { RestoreReceipt, RowChanges, SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { MaskedBytes } from '../masking/rows/row-batch.ts'
import type { Plan } from '../policy/plan.ts'
import { comparedIn, isCompared } from '../policy/refresh.ts'
import type { ChunkChange, Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { maskedAsBefore } from './masked-as-before.ts'
import { beyondLastKey } from './scan-parts.ts'
import { openShared } from './shared-chunks.ts'

type RestorePorts = Pick<Ports, 'clock' | 'shadow' | 'chunks' | 'receipts'>

/** Brings the rows of a pack into the shadow schema, unless they are there by an earlier try. */
export async function restorePack(
  plan: Plan,
  chunks: Pack,
  isFirst: boolean,
  ports: RestorePorts,
): Promise<StepReport> {
  if (!isFirst) {
    const earlier = await ports.receipts.restored(plan.runId, chunks)
    if (earlier) return sumOf(earlier)
    // Rows without a receipt are those of a try that died in between: they go, and the chunk is loaded whole.
    for (const chunk of chunks) if (!isCompared(plan, chunk.table)) await ports.shadow.clear(plan, chunk)
  }
  const masked = await ports.receipts.snapshot(plan.runId, chunks)
  const receipts = masked.every(({ maskedBy }) => maskedBy !== undefined)
    ? await leavePack(plan, masked, ports)
    : await fillPack(plan, chunks, masked, ports)
  await ports.receipts.writeRestore(plan.runId, receipts as [RestoreReceipt, ...RestoreReceipt[]])
  return sumOf(receipts)
}

async function fillPack(plan: Plan, chunks: Pack, masked: readonly SnapshotReceipt[], ports: RestorePorts) {
  const shared = await openShared(masked, () => ports.chunks.read(plan.runId, chunks))
  const asBefore = maskedAsBefore(plan, masked, ports)
  const receipts: RestoreReceipt[] = []
  for (const [at, receipt] of masked.entries())
    receipts.push(
      await fillChunk(
        plan,
        receipt,
        () => shared(at),
        () => asBefore(at),
        ports,
      ),
    )
  return receipts
}

/** Rows that stay as an earlier night left them: what that night seeded beyond them goes. Verify reads whether they are those rows. */
async function leavePack(plan: Plan, masked: readonly SnapshotReceipt[], ports: RestorePorts) {
  const receipts: RestoreReceipt[] = []
  for (const { chunk, rowsRead, lastKey } of masked) {
    const started = ports.clock.now().getTime()
    if (chunk.to === null && comparedIn(plan, chunk.table)?.seeded)
      await ports.shadow.clear(plan, beyondLastKey(plan, chunk, lastKey).seeded)
    const milliseconds = ports.clock.now().getTime() - started
    receipts.push({ chunk, rowsLoaded: rowsRead, bytes: 0, milliseconds, changes: { written: 0, removed: 0 } })
  }
  return receipts
}

function sumOf(receipts: readonly RestoreReceipt[]): StepReport {
  const sum = (of: 'rowsLoaded' | 'bytes') => receipts.reduce((total, receipt) => total + receipt[of], 0)
  return { rows: sum('rowsLoaded'), bytes: sum('bytes') }
}

/** Loads a masked chunk; into a compared table only what differs from the rows that an earlier night has left. */
async function fillChunk(
  plan: Plan,
  { chunk, rowsRead, sha256 }: SnapshotReceipt,
  read: () => AsyncIterable<MaskedBytes>,
  isAsBefore: () => Promise<boolean>,
  ports: RestorePorts,
): Promise<RestoreReceipt> {
  const started = ports.clock.now().getTime()
  const place = `${chunk.table}, chunk ${chunk.n}`
  const passes: Loaded[] = []
  const pass = () => {
    const loaded = { bytes: 0, sha256: createHash('sha256') }
    passes.push(loaded)
    return counted(read(), loaded)
  }
  const change = isCompared(plan, chunk.table) ? await ports.shadow.bring(plan, chunk, pass) : null
  const rowsLoaded = change ? change.unchanged + change.written : await ports.shadow.load(plan, chunk, pass())
  if (passes.some((loaded) => loaded.sha256.digest('hex') !== sha256))
    throw new RunFailedError(`${place}: the stored chunk is not the one that was masked; run again without --resume.`)
  if (rowsLoaded !== rowsRead) {
    const found = change ? `${rowsLoaded} were compared` : `the server stored ${rowsLoaded}`
    throw new RunFailedError(`${place}: ${rowsRead} rows were masked, ${found}.`)
  }
  const milliseconds = ports.clock.now().getTime() - started
  const changes = change ? { changes: await changesOf(change, isAsBefore) } : {}
  return { chunk, rowsLoaded, bytes: passes[0]?.bytes ?? 0, milliseconds, ...changes }
}

async function changesOf({ written, removed }: ChunkChange, isAsBefore: () => Promise<boolean>): Promise<RowChanges> {
  const asBefore = written + removed > 0 && (await isAsBefore())
  return { written, removed, ...(asBefore ? { asBefore } : {}) }
}

interface Loaded {
  bytes: number
  readonly sha256: ReturnType<typeof createHash>
}

async function* counted(blocks: AsyncIterable<MaskedBytes>, seen: Loaded): AsyncGenerator<MaskedBytes> {
  for await (const block of blocks) {
    seen.bytes += block.length
    seen.sha256.update(block)
    yield block
  }
}
