import { createHash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import { sha256Of } from '../masking/digests/sha256.ts'
import { DifferingRows } from '../masking/rows/differing-rows.ts'
import type { HeldRows } from '../masking/rows/held-rows.ts'
import { plainColumns } from '../masking/rows/load-text.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import { type MaskedBytes, type RowBatch, rawRows } from '../masking/rows/row-batch.ts'
import type { RowsMac } from '../masking/rows/rows-mac.ts'
import type { Plan } from '../policy/plan.ts'
import { comparedIn } from '../policy/refresh.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { findMarks, marksOf, writeMarks } from './marks.ts'
import { countSourceOrphans } from './own-orphans.ts'
import { planOfTable } from './plan-of-table.ts'
import { macOfSource, type PackBefore } from './reuse.ts'
import { sealReceipt } from './seals.ts'

// Of a chunk that is kept whole, and in which a few rows changed, only these are stored and written: an earlier night took down by what each row is
// known. Should what it took down not be so, verify reads another chunk than production's and refuses the night.

type DifferingPorts = Pick<Ports, 'clock' | 'source' | 'key' | 'originals' | 'chunks' | 'receipts'>

/** Rows of a chunk as they are read, with what the receipt says of all of them. */
export class MarkedChunk {
  readonly differing: DifferingRows
  readonly mac: RowsMac
  readonly #sha256 = createHash('sha256')

  constructor(differing: DifferingRows, mac: RowsMac) {
    this.differing = differing
    this.mac = mac
  }

  add(batch: RowBatch): void {
    this.mac.add(batch)
    this.#sha256.update(rawRows(batch))
    this.differing.add(batch)
  }

  /** Of all rows, hex; none comes after. */
  sha256(): string {
    return this.#sha256.digest('hex')
  }
}

/** Rows of a chunk, to be held against those that an earlier night took down; null and `altered` as `findMarks` has it. */
export async function openMarked(
  plan: Plan,
  pack: Pack,
  { runId, receipts }: PackBefore,
  ports: Pick<Ports, 'key' | 'receipts'>,
): Promise<MarkedChunk | 'altered' | null> {
  const [chunk] = pack
  const marks = marksOf(plan, chunk, ports.key)
  // Rows that were seeded behind the last one go when all are compared.
  const isSeeded = chunk.to === null && (comparedIn(plan, chunk.table)?.seeded ?? 0) > 0
  const before = marks && !isSeeded ? await findMarks(runId, receipts[0]!, ports) : null
  const { table, tablePlan } = planOfTable(plan, chunk.table)
  if (before === 'altered') return before
  if (!marks || !before) return null
  return new MarkedChunk(
    new DifferingRows(marks, before, plainColumns(table, tablePlan.columns)),
    macOfSource(ports.key),
  )
}

/** What was read of a chunk whose rows are not those of before. */
interface OtherRows {
  readonly rows: HeldRows
  /** Null where they were not held against anything yet. */
  readonly marked: MarkedChunk | null
  readonly started: number
}

/** Stores the rows that differ; null where they are not known, or are too many, `altered` where what an earlier night left is not as it left it. */
export async function storeDiffering(
  plan: Plan,
  pack: Pack,
  before: PackBefore,
  { rows, marked, started }: OtherRows,
  ports: DifferingPorts,
): Promise<StepReport | 'altered' | null> {
  const compared = marked ?? (await openMarked(plan, pack, before, ports))
  if (!compared || compared === 'altered') return compared
  try {
    if (!marked) for await (const batch of rows.again()) compared.add(batch)
    const text = compared.differing.text()
    return text && (await store(plan, pack, before, { compared, text, started }, ports))
  } finally {
    compared.differing.release()
  }
}

async function store(
  plan: Plan,
  pack: Pack,
  before: PackBefore,
  {
    compared,
    text,
    started,
  }: Pick<OtherRows, 'started'> & { readonly compared: MarkedChunk; readonly text: MaskedBytes },
  ports: DifferingPorts,
): Promise<StepReport | 'altered'> {
  const { runId } = plan
  const [chunk] = pack
  const { table } = planOfTable(plan, chunk.table)
  const { mac } = compared
  await ports.chunks.write(runId, pack, once(text))
  const [rowsCounted] = await ports.source.counts([{ table, chunk }])
  if (mac.rows !== rowsCounted)
    throw new RunFailedError(
      `${table.name}, chunk ${chunk.n}: ${mac.rows} rows arrived, the snapshot counts ${rowsCounted}.`,
    )
  const orphans = await countSourceOrphans(plan, table, chunk, ports)
  await ports.source.letGo()
  const { written, removed, marks } = compared.differing
  const { maskedBy = before.runId, originalsSha256 = '' } = before.receipts[0]!
  if (!(await ports.originals.reuse(runId, before.runId, 'snapshot', pack, originalsSha256))) return 'altered'
  const receipt: SnapshotReceipt = {
    ...{ chunk, rowsRead: mac.rows, rowsCounted, bytes: text.length, columns: [] },
    ...{ sha256: sha256Of(text), stableSha256: compared.sha256() },
    sourceMac: mac.hex(),
    originalsSha256,
    stayed: { by: maskedBy, rows: mac.rows - written },
    ...(removed.length > 0 ? { removed } : {}),
    ...(await writeMarks(runId, chunk, marks, ports)),
    lastKey: marks.rows > 0 ? String(marks.key) : null,
    ...{ keyId: ports.key.id, originalsId: ports.key.originalsId },
    ...(orphans ? { orphans } : {}),
    milliseconds: ports.clock.now().getTime() - started,
  }
  await ports.receipts.writeSnapshot(runId, [sealReceipt(plan, receipt, ports.key)])
  return { rows: receipt.rowsRead, bytes: receipt.bytes }
}

async function* once(text: MaskedBytes): AsyncGenerator<MaskedBytes> {
  yield text
}
