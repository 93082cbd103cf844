import { createHash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import type { RestoreReceipt, SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { MaskedBytes } from '../masking/rows/row-batch.ts'
import type { Plan } from '../policy/plan.ts'
import { isCompared, reusableIn } from '../policy/refresh.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
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
  const receipts: RestoreReceipt[] = []
  for (const [at, chunk] of chunks.entries()) {
    const how = isCompared(plan, chunk.table) ? bringChunk : loadChunk
    receipts.push(await how(plan, masked[at]!, () => shared(at), ports))
  }
  return receipts
}

/** Rows that stay as an earlier night left them: what that night seeded beyond them goes. Verify reads whether they are those rows. */
async function leavePack(plan: Plan, masked: readonly SnapshotReceipt[], ports: RestorePorts) {
  const receipts: RestoreReceipt[] = []
  for (const { chunk, rowsRead, lastKey } of masked) {
    const started = ports.clock.now().getTime()
    if (chunk.to === null && reusableIn(plan, chunk.table)?.seeded)
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

type ReadChunk = () => AsyncIterable<MaskedBytes>

async function loadChunk(
  plan: Plan,
  { chunk, rowsRead, sha256 }: SnapshotReceipt,
  read: ReadChunk,
  ports: RestorePorts,
): Promise<RestoreReceipt> {
  const started = ports.clock.now().getTime()
  const place = `${chunk.table}, chunk ${chunk.n}`
  const loaded = { bytes: 0, sha256: createHash('sha256') }
  const rowsLoaded = await ports.shadow.load(plan, chunk, counted(read(), loaded))
  if (loaded.sha256.digest('hex') !== sha256) throw otherChunk(place)
  if (rowsLoaded !== rowsRead)
    throw new RunFailedError(`${place}: ${rowsRead} rows were masked, the server stored ${rowsLoaded}.`)
  return { chunk, rowsLoaded, bytes: loaded.bytes, milliseconds: ports.clock.now().getTime() - started }
}

/** Compares a masked chunk with the rows that an earlier night has left, and writes what differs. */
async function bringChunk(
  plan: Plan,
  { chunk, rowsRead, sha256 }: SnapshotReceipt,
  read: ReadChunk,
  ports: RestorePorts,
): Promise<RestoreReceipt> {
  const started = ports.clock.now().getTime()
  const place = `${chunk.table}, chunk ${chunk.n}`
  const passes: Loaded[] = []
  const { unchanged, written, removed } = await ports.shadow.bring(plan, chunk, () => {
    const pass = { bytes: 0, sha256: createHash('sha256') }
    passes.push(pass)
    return counted(read(), pass)
  })
  if (passes.some((pass) => pass.sha256.digest('hex') !== sha256)) throw otherChunk(place)
  const rowsLoaded = unchanged + written
  if (rowsLoaded !== rowsRead)
    throw new RunFailedError(`${place}: ${rowsRead} rows were masked, ${rowsLoaded} were compared.`)
  const milliseconds = ports.clock.now().getTime() - started
  return { chunk, rowsLoaded, bytes: passes[0]?.bytes ?? 0, milliseconds, changes: { written, removed } }
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
