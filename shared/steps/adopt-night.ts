import { OtherKeyError } from '../errors.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'

type AdoptPorts = Pick<Ports, 'originals' | 'records' | 'plans' | 'key' | 'notes'>

/**
 * A dataset's run takes over the digests that the full run left which staging shows: of everybody, not only of those in the dataset. No fake
 * may equal one of them, so the same person has the same pseudonym as in staging, and the leak check looks for all of them, without a
 * question to production. The run that they are of is noted. False where a dataset finds none with this key at hand; a full run asks for none.
 */
export async function adoptNight({ runId }: { readonly runId: string }, ports: AdoptPorts): Promise<boolean> {
  const plan = await ports.plans.read(runId)
  if (plan.dataset === null) return true
  const night = await adopted(plan, ports)
  await ports.notes.write(runId, 'night', { runId: night })
  return night !== null
}

async function adopted(plan: Plan, { originals, records, plans, key }: AdoptPorts): Promise<string | null> {
  const record = await records.latestPublished()
  // Artifacts expire; under another pseudonym key nobody has the same pseudonym anyway.
  if (record?.key?.id !== key.id || !(await plans.find(record.runId))) return null
  const masked = new Set(
    plan.tables.flatMap(({ table, columns }) =>
      columns.filter(({ rule }) => rule.mask !== 'keep').map(({ column }) => JSON.stringify([table, column])),
    ),
  )
  const isMasked = ({ table, column }: { readonly table: string; readonly column: string }) =>
    masked.has(JSON.stringify([table, column]))
  try {
    return (await originals.adopt(plan.runId, record.runId, key, isMasked)) > 0 ? record.runId : null
  } catch (error) {
    // Digests under another key say nothing.
    if (error instanceof OtherKeyError) return null
    throw error
  }
}
