import type { MadePart, Ports, StepReport } from '../ports.ts'
import type { Pack } from '../schema/packs.ts'
import { restorePack } from './restore-rows.ts'

/** What restore does at once: the schema and its tables, or `only` a part of that; the rows of a chunk or a pack, a table's indexes, or all foreign keys. */
export type RestorePart =
  | { readonly kind: 'prepare'; readonly only?: MadePart }
  | {
      readonly kind: 'rows'
      readonly chunks: Pack
      /** Nobody tried it before: its tables were made since, by whoever loads. */
      readonly isFirst?: boolean
    }
  | { readonly kind: 'indexes'; readonly table: string }
  | { readonly kind: 'keys' }

type RestorePorts = Pick<Ports, 'clock' | 'plans' | 'shadow' | 'chunks' | 'receipts'>

/** Loads masked chunks into the shadow schema. Throws when the server stored other rows than the chunk's receipt counts. */
export async function restore(input: { runId: string; part: RestorePart }, ports: RestorePorts): Promise<StepReport> {
  const { runId, part } = input
  const plan = await ports.plans.read(runId)
  if (part.kind === 'rows') return restorePack(plan, part.chunks, part.isFirst ?? false, ports)
  if (part.kind === 'prepare') {
    const { only } = part
    if (only === undefined || only === 'schema') await ports.receipts.dropRestored(runId)
    await ports.shadow.create(plan, only)
  }
  if (part.kind === 'indexes') await ports.shadow.buildIndexes(plan, part.table)
  if (part.kind === 'keys') await ports.shadow.addForeignKeys(plan)
  return { rows: 0, bytes: 0 }
}
