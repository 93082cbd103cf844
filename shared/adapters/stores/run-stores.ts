import type { EdgeCase } from '../../audit/record.ts'
import type { RestoreReceipt, SnapshotReceipt } from '../../masking/rows/receipt.ts'
import type { MaskedBytes } from '../../masking/rows/row-batch.ts'
import { SnapshotReceipts } from '../../masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../policy/plan.ts'
import type { CatalogueStore, ChunkStore, NoteStore, PlanStore, ReceiptStore } from '../../ports.ts'
import { runPaths } from './artifact-paths.ts'
import { eachJson, getJson, listJson, putJson, requireJson } from './json-objects.ts'
import type { ObjectStore } from './object-store.ts'

export function planStore(objects: ObjectStore): PlanStore {
  return {
    write: (plan) => putJson(objects, runPaths.plan(plan.runId), plan),
    read: (runId) => requireJson<Plan>(objects, runPaths.plan(runId)),
    find: (runId) => getJson<Plan>(objects, runPaths.plan(runId)),
  }
}

export function chunkStore(objects: ObjectStore): ChunkStore {
  return {
    write: (runId, chunk, bytes) => objects.put(runPaths.chunk(runId, chunk), bytes),
    // Only what the row masker made was ever stored under this path.
    read: (runId, chunk) => objects.stream(runPaths.chunk(runId, chunk)) as AsyncIterable<MaskedBytes>,
    drop: (runId) => objects.delete(runPaths.chunks(runId)),
  }
}

export function receiptStore(objects: ObjectStore): ReceiptStore {
  return {
    writeSnapshot: (runId, receipt) => putJson(objects, runPaths.receipt(runId, 'snapshot', receipt.chunk), receipt),
    writeRestore: (runId, receipt) => putJson(objects, runPaths.receipt(runId, 'restore', receipt.chunk), receipt),
    isRead: async (runId, chunk) => (await objects.get(runPaths.receipt(runId, 'snapshot', chunk))) !== null,
    snapshot: (runId, chunk) => requireJson<SnapshotReceipt>(objects, runPaths.receipt(runId, 'snapshot', chunk)),
    restored: (runId, chunk) => getJson<RestoreReceipt>(objects, runPaths.receipt(runId, 'restore', chunk)),
    dropRestored: (runId) => objects.delete(runPaths.receipts(runId, 'restore')),
    async snapshots(runId) {
      const receipts = new SnapshotReceipts()
      for await (const receipt of eachJson<SnapshotReceipt>(objects, runPaths.receipts(runId, 'snapshot')))
        receipts.add(receipt)
      return receipts
    },
    restores: (runId) => listJson<RestoreReceipt>(objects, runPaths.receipts(runId, 'restore')),
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
