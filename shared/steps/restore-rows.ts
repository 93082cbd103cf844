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
  const [, ...others] = masked
  if (others.length > 0 && !chunks.some(({ table }) => isCompared(plan, table)))
    return loadPack(plan, masked, shared, ports)
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

/** Loads the masked chunks of small tables one after another. */
async function loadPack(
  plan: Plan,
  masked: readonly SnapshotReceipt[],
  read: (at: number) => AsyncIterable<MaskedBytes>,
  ports: RestorePorts,
): Promise<RestoreReceipt[]> {
  const receipts: RestoreReceipt[] = []
  const passes = masked.map(() => new LoadedBytes())
  const loads = masked.map(({ chunk }, at) => ({ chunk, bytes: () => passes[at]!.of(read(at)) }))
  let started = ports.clock.now().getTime()
  for await (const rowsLoaded of ports.shadow.loadEach(plan, loads)) {
    const receipt = masked[receipts.length]!
    const pass = passes[receipts.length]!
    assertLoaded(receipt, rowsLoaded, [pass])
    const now = ports.clock.now().getTime()
    receipts.push({ chunk: receipt.chunk, rowsLoaded, bytes: pass.bytes, milliseconds: now - started })
    started = now
  }
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
  receipt: SnapshotReceipt,
  read: () => AsyncIterable<MaskedBytes>,
  isAsBefore: () => Promise<boolean>,
  ports: RestorePorts,
): Promise<RestoreReceipt> {
  const { chunk } = receipt
  const started = ports.clock.now().getTime()
  const passes: LoadedBytes[] = []
  const pass = () => {
    const loaded = new LoadedBytes()
    passes.push(loaded)
    return loaded.of(read())
  }
  const change = isCompared(plan, chunk.table) ? await bringChunk(plan, receipt, pass, ports) : null
  const rowsLoaded = change ? change.unchanged + change.written : await ports.shadow.load(plan, chunk, pass())
  assertLoaded(receipt, rowsLoaded, passes, change ? 'were compared' : undefined)
  const milliseconds = ports.clock.now().getTime() - started
  const changes = change ? { changes: await changesOf(change, isAsBefore) } : {}
  return { chunk, rowsLoaded, bytes: passes[0]?.bytes ?? 0, milliseconds, ...changes }
}

async function bringChunk(
  plan: Plan,
  { chunk, rowsRead, stayed, removed = [] }: SnapshotReceipt,
  read: () => AsyncIterable<MaskedBytes>,
  { shadow }: Pick<Ports, 'shadow'>,
): Promise<ChunkChange> {
  if (!stayed) return shadow.bring(plan, chunk, read)
  const written = rowsRead - stayed.rows
  await shadow.alter(plan, chunk, { written, removed }, read)
  return { unchanged: stayed.rows, written, removed: removed.length }
}

/** Throws unless what was loaded is what was masked, by its digest and its rows. */
function assertLoaded(
  { chunk, rowsRead, sha256 }: SnapshotReceipt,
  rowsLoaded: number,
  passes: readonly LoadedBytes[],
  compared?: string,
): void {
  const place = `${chunk.table}, chunk ${chunk.n}`
  if (passes.some((loaded) => loaded.sha256() !== sha256))
    throw new RunFailedError(`${place}: the stored chunk is not the one that was masked; run again without --resume.`)
  if (rowsLoaded === rowsRead) return
  const found = compared ? `${rowsLoaded} ${compared}` : `the server stored ${rowsLoaded}`
  throw new RunFailedError(`${place}: ${rowsRead} rows were masked, ${found}.`)
}

async function changesOf({ written, removed }: ChunkChange, isAsBefore: () => Promise<boolean>): Promise<RowChanges> {
  const asBefore = written + removed > 0 && (await isAsBefore())
  return { written, removed, ...(asBefore ? { asBefore } : {}) }
}

/** What went into the server of one chunk. */
class LoadedBytes {
  bytes = 0
  readonly #sha256 = createHash('sha256')

  async *of(blocks: AsyncIterable<MaskedBytes>): AsyncGenerator<MaskedBytes> {
    for await (const block of blocks) {
      this.bytes += block.length
      this.#sha256.update(block)
      yield block
    }
  }

  /** In hex; to be asked for once. */
  sha256(): string {
    return this.#sha256.digest('hex')
  }
}
