import { createHash, type Hash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import { DigestFilter } from '../masking/digests/digest-filter.ts'
import { openExclusions, type SharedExclusions } from '../masking/digests/exclusions.ts'
import type { PseudonymKey } from '../masking/digests/subkeys.ts'
import { chunksOfPeople, peopleSources } from '../masking/people/people-sources.ts'
import type { TextRun } from '../masking/rows/column-masker.ts'
import type { HeldRows } from '../masking/rows/held-rows.ts'
import { foldsToMask } from '../masking/rows/needed-folds.ts'
import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { MaskedBytes } from '../masking/rows/row-batch.ts'
import type { RowMarks } from '../masking/rows/row-marks.ts'
import { RowMasker } from '../masking/rows/row-masker.ts'
import type { RowsMac } from '../masking/rows/rows-mac.ts'
import { strangerNames } from '../masking/strangers/stranger-names.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import { redactsTexts } from '../policy/redacts-texts.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Pack } from '../schema/packs.ts'
import type { Table } from '../schema/schema.ts'
import { asksExclusions } from '../verification/own-fakes.ts'
import { marksOf, writeMarks } from './marks.ts'
import { countSourceOrphans } from './own-orphans.ts'
import { planOfTable } from './plan-of-table.ts'
import { macOfSource } from './reuse.ts'
import { sealReceipt } from './seals.ts'
import type { SnapshotPorts } from './snapshot.ts'

/**
 * Masks the rows of a pack in flight and stores them with their originals and receipts, whatever earlier nights have made of them; `altered`:
 * what they left of it cannot be believed.
 */
export async function maskPack(
  plan: Plan,
  chunks: Pack,
  rows: readonly HeldRows[],
  altered: boolean,
  ports: SnapshotPorts,
): Promise<StepReport> {
  const { runId } = plan
  await loadLocales(localesOf(plan))
  const asks = chunks.some(({ table }) => asksExclusions(planOfTable(plan, table).tablePlan))
  const exclusions = asks ? await ports.originals.exclusions(runId, ports.key) : null
  const masked: MaskedChunk[] = []
  await ports.chunks.write(runId, chunks, maskedBytes(plan, chunks, rows, exclusions, ports, masked))
  const counts = await ports.source.counts(masked)
  for (const [at, { table, chunk, masker }] of masked.entries())
    if (masker.rows !== counts[at])
      throw new RunFailedError(
        `${table.name}, chunk ${chunk.n}: ${masker.rows} rows arrived, the snapshot counts ${counts[at]}.`,
      )
  const orphans: Awaited<ReturnType<typeof countSourceOrphans>>[] = []
  for (const { table, chunk } of masked) orphans.push(await countSourceOrphans(plan, table, chunk, ports))
  // Whoever wants to ALTER a table need not wait for the end of the snapshot.
  await ports.source.letGo()
  const originalsSha256 = await ports.originals.write(
    runId,
    'snapshot',
    chunks,
    masked.flatMap(({ masker }) => masker.originals()),
  )
  const receipts: SnapshotReceipt[] = []
  for (const [at, one] of masked.entries()) {
    const receipt = receiptOf(one, counts[at]!, orphans[at] ?? null, ports.key)
    const marks = await writeMarks(runId, one.chunk, one.marks, ports)
    const ofPack = at === 0 ? { originalsSha256 } : {}
    receipts.push(sealReceipt(plan, { ...receipt, ...marks, ...ofPack, ...(altered ? { altered } : {}) }, ports.key))
  }
  for (const { marks } of masked) marks?.release()
  await ports.receipts.writeSnapshot(runId, receipts as [SnapshotReceipt, ...SnapshotReceipt[]])
  const sum = (of: (one: MaskedChunk) => number) => masked.reduce((total, one) => total + of(one), 0)
  return { rows: sum(({ masker }) => masker.rows), bytes: sum(({ bytes }) => bytes) }
}

/** A chunk that was masked, and what was taken down meanwhile. */
interface MaskedChunk {
  readonly table: Table
  readonly chunk: ChunkRef
  readonly masker: RowMasker
  readonly all: Hash
  /** Null where it would be the same. */
  stable: Hash | null
  /** Null where no later night asks. */
  readonly source: RowsMac | null
  /** Null where no later night looks at single rows. */
  readonly marks: RowMarks | null
  bytes: number
  milliseconds: number
}

/** The masked bytes of one chunk after another; each is in `masked` when its bytes have all been taken. */
async function* maskedBytes(
  plan: Plan,
  chunks: Pack,
  rows: readonly HeldRows[],
  shared: SharedExclusions | null,
  ports: SnapshotPorts,
  masked: MaskedChunk[],
): AsyncGenerator<MaskedBytes> {
  const exclusions = shared && openExclusions(shared)
  const openers = shared?.openers ? new DigestFilter(shared.openers) : null
  for (const [at, chunk] of chunks.entries()) {
    const started = ports.clock.now().getTime()
    const { table, tablePlan, chunkRows } = planOfTable(plan, chunk.table)
    const texts = await textRun(plan, tablePlan, openers, ports)
    const readFold = (collation: string) => ports.source.collationFold(collation)
    const folds = await foldsToMask(table, tablePlan.columns, readFold, texts?.people?.sources)
    const masker = new RowMasker(table, tablePlan, {
      ...{ key: ports.key, locale: plan.locale, folds, exclusions, rows: chunkRows },
      ...(texts ? { texts } : {}),
    })
    const one: MaskedChunk = {
      table,
      chunk,
      masker,
      all: createHash('sha256'),
      stable: null,
      source: plan.refresh ? macOfSource(ports.key) : null,
      marks: marksOf(plan, chunk, ports.key),
      bytes: 0,
      milliseconds: 0,
    }
    for await (const batch of rows[at]!.again()) {
      one.source?.add(batch)
      one.marks?.add(batch)
      const block = masker.mask(batch)
      one.all.update(block)
      const stable = masker.stable()
      if (stable) one.stable = (one.stable ?? createHash('sha256')).update(stable)
      one.bytes += block.length
      yield block
    }
    one.milliseconds = ports.clock.now().getTime() - started
    masked.push(one)
  }
}

function receiptOf(
  { chunk, masker, all, stable, source, bytes, milliseconds }: MaskedChunk,
  rowsCounted: number,
  orphans: Readonly<Record<string, number>> | null,
  { id: keyId, originalsId }: Pick<PseudonymKey, 'id' | 'originalsId'>,
): SnapshotReceipt {
  const sha256 = all.digest('hex')
  return {
    chunk,
    rowsRead: masker.rows,
    rowsCounted,
    bytes,
    sha256,
    stableSha256: stable?.digest('hex') ?? sha256,
    ...(source ? { sourceMac: source.hex() } : {}),
    lastKey: masker.lastKey,
    ...{ keyId, originalsId },
    ...(orphans ? { orphans } : {}),
    columns: masker.receipts(),
    milliseconds,
  }
}

/** Who is known by name, for a table with texts that are kept but for people. */
async function textRun(
  plan: Plan,
  tablePlan: TablePlan,
  openers: DigestFilter | null,
  ports: Pick<Ports, 'people' | 'key'>,
): Promise<TextRun | null> {
  if (!redactsTexts({ tables: [tablePlan] })) return null
  const sources = peopleSources(plan)
  const chunks = chunksOfPeople(plan, sources)
  const shared = chunks.length > 0 ? await ports.people.index(plan.runId, chunks, ports.key) : null
  return { people: shared && { shared, sources }, strangers: await strangerNames(localesOf(plan)), openers }
}
