import { createHash } from 'node:crypto'
import { RunFailedError } from '../errors.ts'
import { openExclusions } from '../masking/digests/exclusions.ts'
import { chunksOfPeople, peopleSources, redactsTexts } from '../masking/people/people-sources.ts'
import type { TextRun } from '../masking/rows/column-masker.ts'
import { foldsToMask } from '../masking/rows/needed-folds.ts'
import type { MaskedBytes, RowBatch } from '../masking/rows/row-batch.ts'
import { RowMasker } from '../masking/rows/row-masker.ts'
import { strangerNames } from '../masking/strangers/stranger-names.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan, TablePlan } from '../policy/plan.ts'
import type { Ports, StepReport } from '../ports.ts'
import type { ChunkRef } from '../schema/chunk.ts'
import type { Table } from '../schema/schema.ts'
import { orphansByKey, orphansToCount } from './own-orphans.ts'
import { planOfTable } from './plan-of-table.ts'
import { assertKeyOf } from './run-key.ts'

type SnapshotPorts = Pick<Ports, 'clock' | 'plans' | 'source' | 'key' | 'originals' | 'people' | 'chunks' | 'receipts'>

/**
 * Reads one chunk within the snapshot, masks it in flight and stores it masked, with its originals and its receipt. Throws
 * when the rows received are not the rows that the same snapshot counts.
 */
export async function snapshot(input: { runId: string; chunk: ChunkRef }, ports: SnapshotPorts): Promise<StepReport> {
  const started = ports.clock.now().getTime()
  const { runId, chunk } = input
  const plan = await ports.plans.read(runId)
  assertKeyOf(plan, ports.key)
  const { table, tablePlan } = planOfTable(plan, chunk.table)
  await loadLocales(localesOf(plan))
  const texts = await textRun(plan, tablePlan, ports)
  const readFold = (collation: string) => ports.source.collationFold(collation)
  const folds = await foldsToMask(table, tablePlan.columns, readFold, texts?.people?.sources)
  const exclusions = await ports.originals.exclusions(runId, ports.key)
  const masker = new RowMasker(table, tablePlan, {
    key: ports.key,
    locale: plan.locale,
    folds,
    exclusions: exclusions && openExclusions(exclusions),
    ...(texts ? { texts } : {}),
  })
  const digests = { all: createHash('sha256'), stable: null as ReturnType<typeof createHash> | null }
  const columns = tablePlan.columns.map(({ column }) => column)
  let bytes = 0
  await ports.chunks.write(
    runId,
    chunk,
    maskAll(ports.source.read(table, columns, chunk), masker, (block) => {
      digests.all.update(block)
      const stable = masker.stable()
      if (stable) digests.stable = (digests.stable ?? createHash('sha256')).update(stable)
      bytes += block.length
    }),
  )
  const rowsCounted = await ports.source.count(table, chunk)
  if (masker.rows !== rowsCounted)
    throw new RunFailedError(
      `${table.name}, chunk ${chunk.n}: ${masker.rows} rows arrived, the snapshot counts ${rowsCounted}.`,
    )
  const orphans = await countOrphans(plan, table, chunk, ports)
  // Whoever wants to ALTER the table need not wait for the end of the snapshot.
  await ports.source.letGo()
  await ports.originals.write(runId, 'snapshot', chunk, masker.originals())
  const sha256 = digests.all.digest('hex')
  const milliseconds = ports.clock.now().getTime() - started
  await ports.receipts.writeSnapshot(runId, {
    chunk,
    rowsRead: masker.rows,
    rowsCounted,
    bytes,
    sha256,
    stableSha256: digests.stable?.digest('hex') ?? sha256,
    lastKey: masker.lastKey,
    keyId: ports.key.id,
    ...(orphans ? { orphans } : {}),
    columns: masker.receipts(),
    milliseconds,
  })
  return { rows: masker.rows, bytes }
}

/** Who is known by name, for a table with texts that are kept but for people. */
async function textRun(
  plan: Plan,
  tablePlan: TablePlan,
  ports: Pick<Ports, 'people' | 'key'>,
): Promise<TextRun | null> {
  if (!redactsTexts({ tables: [tablePlan] })) return null
  const sources = peopleSources(plan)
  const chunks = chunksOfPeople(plan, sources)
  const shared = chunks.length > 0 ? await ports.people.index(plan.runId, chunks, ports.key) : null
  return { people: shared && { shared, sources }, strangers: await strangerNames(localesOf(plan)) }
}

/** By foreign key; null where staging itself proves that its orphans are the source's own. */
async function countOrphans(plan: Plan, table: Table, chunk: ChunkRef, { source }: Pick<Ports, 'source'>) {
  const keys = orphansToCount(plan, table.name)
  return keys.length > 0 ? orphansByKey(keys, (key) => source.countOrphans(table, key, chunk)) : null
}

async function* maskAll(
  batches: AsyncIterable<RowBatch>,
  masker: RowMasker,
  seen: (block: MaskedBytes) => void,
): AsyncGenerator<MaskedBytes> {
  for await (const batch of batches) {
    const block = masker.mask(batch)
    seen(block)
    yield block
  }
}
