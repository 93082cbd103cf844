import type { EdgeCase } from '../../audit/record.ts'
import type { RestoreReceipt, SnapshotReceipt } from '../../masking/rows/receipt.ts'
import type { MaskedBytes } from '../../masking/rows/row-batch.ts'
import { SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../policy/plan.ts'
import type { CatalogueStore, ChunkStore, NoteStore, PlanStore, ReceiptStore, ScanStore } from '../../ports.ts'
import type { ChunkRef } from '../../schema/chunk.ts'
import { inPacks, type Pack } from '../../schema/packs.ts'
import type { ScanReport } from '../../verification/scan.ts'
import { runPaths } from './artifact-paths.ts'
import { eachJson, getJson, listJson, putJson, requireJson } from './json-objects.ts'
import { missingObject, type ObjectStore } from './object-store.ts'

export function planStore(objects: ObjectStore): PlanStore {
  return {
    write: (plan) => putJson(objects, runPaths.plan(plan.runId), plan),
    read: (runId) => requireJson<Plan>(objects, runPaths.plan(runId)),
    find: (runId) => getJson<Plan>(objects, runPaths.plan(runId)),
  }
}

export function chunkStore(objects: ObjectStore): ChunkStore {
  return {
    write: (runId, [chunk], bytes) => objects.put(runPaths.chunk(runId, chunk), bytes),
    // Only what the row masker made was ever stored under this path.
    read: (runId, [chunk]) => objects.stream(runPaths.chunk(runId, chunk)) as AsyncIterable<MaskedBytes>,
    drop: (runId) => objects.delete(runPaths.chunks(runId)),
  }
}

export function receiptStore(objects: ObjectStore): ReceiptStore {
  return {
    writeSnapshot: (runId, receipts) =>
      putJson(objects, runPaths.receipt(runId, 'snapshot', receipts[0].chunk), stored(receipts)),
    writeRestore: (runId, receipts) =>
      putJson(objects, runPaths.receipt(runId, 'restore', receipts[0].chunk), stored(receipts)),
    writeSurveyed: (runId, [chunk], receipt) => putJson(objects, runPaths.receipt(runId, 'survey', chunk), receipt),
    surveyed: (runId, [chunk]) => getJson(objects, runPaths.receipt(runId, 'survey', chunk)),
    writeMarks: (runId, chunk, marks) => objects.put(runPaths.marks(runId, chunk), marks),
    fillMarks: (runId, chunk, memory) => objects.fill(runPaths.marks(runId, chunk), memory),
    reuseMarks: (runId, from, chunk) => objects.copy(runPaths.marks(from, chunk), runPaths.marks(runId, chunk)),
    isRead: async (runId, [chunk]) => (await objects.get(runPaths.receipt(runId, 'snapshot', chunk))) !== null,
    async snapshot(runId, pack) {
      const path = runPaths.receipt(runId, 'snapshot', pack[0])
      const receipts = inside(await requireJson<Stored<SnapshotReceipt>>(objects, path))
      return ofPack(receipts, pack).map((receipt, at) => {
        if (!receipt) throw missingObject(`${objects.locate(path)}, ${pack[at]!.table}`)
        return receipt
      })
    },
    async find(runId, pack) {
      const found = await getJson<Stored<SnapshotReceipt>>(objects, runPaths.receipt(runId, 'snapshot', pack[0]))
      const receipts = found ? ofPack(inside(found), pack) : []
      return receipts.every((receipt) => receipt !== null) && receipts.length > 0 ? receipts : null
    },
    writeUnchanged: (runId, step, [chunk]) => putJson(objects, runPaths.receipt(runId, `unchanged-${step}`, chunk), {}),
    isUnchanged: async (runId, step, [chunk]) =>
      (await objects.get(runPaths.receipt(runId, `unchanged-${step}`, chunk))) !== null,
    async unchanged(runId, step) {
      const noted = new Set(await objects.list(runPaths.receipts(runId, `unchanged-${step}`)))
      return ([chunk]) => noted.has(runPaths.receipt(runId, `unchanged-${step}`, chunk))
    },
    async restored(runId, [chunk]) {
      const receipts = await getJson<Stored<RestoreReceipt>>(objects, runPaths.receipt(runId, 'restore', chunk))
      return receipts && inside(receipts)
    },
    dropRestored: (runId) => objects.delete(runPaths.receipts(runId, 'restore')),
    async snapshots(runId) {
      const all = new SnapshotReceipts()
      const each = eachJson<Stored<SnapshotReceipt>>(objects, runPaths.receipts(runId, 'snapshot'))
      for await (const receipts of each) for (const receipt of inside(receipts)) all.add(receipt)
      return all
    },
    async restores(runId) {
      const each = await listJson<Stored<RestoreReceipt>>(objects, runPaths.receipts(runId, 'restore'))
      return each.flatMap(inside)
    },
  }
}

/** A chunk by itself has its receipt as it is, those of a pack are a list. */
type Stored<Receipt> = Receipt | readonly Receipt[]

function stored<Receipt extends { readonly chunk: ChunkRef }>(
  receipts: readonly [Receipt, ...Receipt[]],
): Stored<Receipt> {
  return receipts[0].chunk.pack === undefined ? receipts[0] : receipts
}

/** In the order of the pack; null where there is none. */
function ofPack(receipts: readonly SnapshotReceipt[], pack: Pack): (SnapshotReceipt | null)[] {
  const byTable = new Map(receipts.map((receipt) => [receipt.chunk.table, receipt]))
  return pack.map(({ table }) => byTable.get(table) ?? null)
}

function inside<Receipt extends object>(receipts: Stored<Receipt>): readonly Receipt[] {
  return Array.isArray(receipts) ? receipts : [receipts as Receipt]
}

/** Reports of a pack are one object. */
export function scanStore(objects: ObjectStore): ScanStore {
  const isOf = (chunk: ChunkRef) => (report: ScanReport) => JSON.stringify(report.chunk) === JSON.stringify(chunk)
  return {
    async write(runId, reports) {
      for (const some of inPacks(reports)) await putJson(objects, runPaths.scan(runId, some[0]!.chunk), some)
    },
    async find(runId, chunks) {
      const stored = new Map<string, Promise<ScanReport[] | null>>()
      const reportsOf = (path: string) => {
        const known = stored.get(path) ?? getJson<ScanReport[]>(objects, path)
        stored.set(path, known)
        return known
      }
      return Promise.all(
        chunks.map(async (chunk) => (await reportsOf(runPaths.scan(runId, chunk)))?.find(isOf(chunk)) ?? null),
      )
    },
    list: async (runId) => (await listJson<ScanReport[]>(objects, runPaths.scans(runId))).flat(),
  }
}

/** A run without a catalogue seeded nothing. */
export function catalogueStore(objects: ObjectStore): CatalogueStore {
  return {
    write: (runId, cases) => putJson(objects, runPaths.catalogue(runId), cases),
    read: async (runId) => (await getJson<EdgeCase[]>(objects, runPaths.catalogue(runId))) ?? [],
  }
}

export function noteStore(objects: ObjectStore): NoteStore {
  return {
    write: (runId, name, value) => putJson(objects, runPaths.note(runId, name), value),
    read: (runId, name) => getJson(objects, runPaths.note(runId, name)),
  }
}
