import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { describeFilling } from '../../../shared/audit/refresh.ts'
import type { SnapshotReceipt } from '../../../shared/masking/rows/receipt.ts'
import { SnapshotReceipts } from '../../../shared/masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { ComparedTable } from '../../../shared/policy/refresh.ts'
import type { ChunkChange } from '../../../shared/ports.ts'
import type { ChunkRef } from '../../../shared/schema/chunk.ts'
import { tableAudits } from '../../../shared/steps/audit-tables.ts'
import { restorePack } from '../../../shared/steps/restore-rows.ts'
import { markedPlan } from '../audit/marked-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-whose-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const stores = createFileStores(folder)
const [same, other] = ['same', 'other']

it('a row that differs in a chunk that is masked as then is somebody’s in staging, in any other it may be production’s', async () => {
  const differs = [change(2, 1), change(3, 4)]
  expect(await night('told', {}, [same, other], differs)).toEqual({ written: 5, removed: 5, testers: 3, unclear: 7 })
  expect(await night('nobody', { written: false }, [other, other], differs)).toEqual({ written: 5, removed: 5 })
})

it('rows that the night before had seeded are nobody’s, and a table that tells nothing has none counted as testers’', async () => {
  const differs = [change(2, 1), change(0, 4)]
  const seeded = await night('seeded', { seeded: 4 }, [same, same], differs)
  expect(seeded).toEqual({ written: 2, removed: 5, testers: 3 })
  expect(await night('own', { told: false }, [same, same], differs)).toEqual({ written: 2, removed: 5, unclear: 7 })
})

it('the record says it in a sentence, with the tables', () => {
  const changes = { written: 5, removed: 5, testers: 3, unclear: 7 }
  const refresh = { kind: 'changes' as const, why: null, base: 'base', nights: 1, whole: [] }
  const tables = [{ table: 'users', rowsRead: 1000, changes }] as never
  expect(describeFilling({ refresh, tables })).toEqual([
    '1,000 rows were compared with what run base left: 5 written, 5 removed; 3 of these somebody had changed in staging; 7 of these either production or somebody in staging had changed (users)',
  ])
})

function change(written: number, removed: number): ChunkChange {
  return { unchanged: 50 - written, written, removed }
}

/** What the record tells of a table in two chunks, each masked as the base night had masked it or otherwise. */
async function night(
  runId: string,
  known: Partial<ComparedTable>,
  masked: readonly (string | undefined)[],
  changes: readonly ChunkChange[],
) {
  const compared = [{ table: 'users', reusable: false, written: true, told: true, seeded: 0, ...known }]
  const refresh = {
    kind: 'changes' as const,
    base: { runId: 'base', schema: 'kept' },
    nights: 1,
    compared,
    surveyed: [],
    avoiding: [],
    whole: [],
  }
  const plan: Plan = { ...markedPlan(runId, 'k'), refresh }
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const shadow = {
    async bring(_: Plan, { n }: ChunkRef, read: () => AsyncIterable<unknown>) {
      for await (const _ of read());
      return changes[n]
    },
  } as never
  const ports = { ...stores, shadow, clock: { now: () => new Date(0) } }
  for (const [at, chunk] of plan.chunks.entries()) {
    await stores.chunks.write(runId, [chunk], nothing())
    const receipt = {
      chunk,
      rowsRead: 50,
      rowsCounted: 50,
      bytes: 0,
      sha256: empty,
      stableSha256: empty,
      columns: [],
    } as never
    const before: SnapshotReceipt = {
      ...(receipt as object),
      ...(masked[at] === same ? {} : { stableSha256: '0' }),
    } as never
    await stores.receipts.writeSnapshot(runId, [receipt])
    await stores.receipts.writeSnapshot('base', [before])
    await restorePack(plan, [chunk], true, ports)
  }
  const restores = await stores.receipts.restores(runId)
  return tableAudits({ plan, snapshots: new SnapshotReceipts(), restores, seeded: [] })[0]?.changes
}

async function* nothing() {}
