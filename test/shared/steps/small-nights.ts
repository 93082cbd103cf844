import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { batchOf } from '../../../shared/masking/rows/lone-rows.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Source } from '../../../shared/ports.ts'
import type { ChunkRef } from '../../../shared/schema/chunk.ts'
import { packsOf } from '../../../shared/schema/packs.ts'
import { settleReuse } from '../../../shared/steps/settle-reuse.ts'
import { snapshot } from '../../../shared/steps/snapshot.ts'
import { survey } from '../../../shared/steps/survey.ts'
import { markedPlan, markedSource } from '../audit/marked-source.ts'

export const folder = mkdtempSync(join(tmpdir(), 'nightmask-nights-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
export const key = createPseudonymKey(Buffer.alloc(32, 7))
export const stores = createFileStores(folder)
const clock = { now: () => new Date(1764032472480) }
const dependence = { surveyed: ['users'], avoiding: ['users'] }
export const base: Plan = {
  ...markedPlan('base', key.id),
  refresh: { kind: 'full', why: '', drops: null, ...dependence },
}

/** A night by changes over what another has left. */
export function tonight(runId: string, before = 'base'): Plan {
  const compared = [{ table: 'users', reusable: true, written: false, told: true, seeded: 0 }]
  const tables = { compared, ...dependence, whole: [] }
  return { ...base, runId, refresh: { kind: 'changes', base: { runId: before, schema: 'kept' }, nights: 1, ...tables } }
}

/** Surveys and masks every chunk of a night; its receipts. */
export async function masked(plan: Plan, source: Source, now = key) {
  const { runId } = plan
  const ports = { ...stores, source, key: now, originalsKey: now, clock }
  await stores.plans.write(plan)
  for (const chunks of packsOf(plan.chunks)) await survey({ runId, chunks }, ports)
  await settleReuse({ runId, after: 'survey' }, ports)
  const exclusions = await stores.originals.exclusions(runId, now)
  const originals = { ...stores.originals, exclusions: async () => exclusions }
  for (const chunks of packsOf(plan.chunks)) await snapshot({ runId, chunks }, { ...ports, originals })
  await settleReuse({ runId, after: 'snapshot' }, ports)
  return receiptsOf(plan)
}

export async function receiptsOf({ runId, chunks }: Plan) {
  return (await Promise.all(packsOf(chunks).map((pack) => stores.receipts.snapshot(runId, pack)))).flat()
}

/** The source with a row more in one chunk. */
export function withRow(chunk: number, rows: readonly (readonly (string | null)[])[]): Source {
  const isIt = ({ n }: ChunkRef) => n === chunk
  return {
    ...markedSource,
    async *read(table, columns, ref) {
      yield* markedSource.read(table, columns, ref)
      const places = columns.map((name) => table.columns.findIndex((column) => column.name === name))
      if (isIt(ref)) yield batchOf(rows.map((row) => places.map((at) => row[at] ?? null)))
    },
    counts: async (chunks) => chunks.map((entry) => 50 + Number(isIt(entry.chunk))),
  }
}
