import { listProblems, UncoveredError } from '../errors.ts'
import type { Plan } from '../policy/plan.ts'
import { describeSetting, touchedTables } from '../policy/staging-own.ts'
import type { OwnNote, OwnRows, Ports } from '../ports.ts'
import { StableDigest } from '../verification/stable-digest.ts'
import { planOfTable } from './plan-of-table.ts'
import { scanParts } from './scan-parts.ts'

type Own = NonNullable<Plan['own']>

/**
 * Takes over the rows that staging keeps. The tables that are going to be touched are compared with what was masked before: afterwards nobody
 * could. To be called before anything is inserted.
 */
export async function takeOver(
  plan: Plan,
  own: Own,
  rows: OwnRows,
  ports: Pick<Ports, 'shadow' | 'receipts'>,
): Promise<Omit<OwnNote, 'settings'>> {
  const compared = await compareTouched(plan, own, ports)
  return { compared, kept: await rows.carry(own.keepRows) }
}

/** Applies every setting. Throws UncoveredError with all that met no row: who relies on one has to know that it does nothing. */
export async function applySettings({ file, settings }: Own, rows: OwnRows): Promise<OwnNote['settings']> {
  const applied: OwnNote['settings'][number][] = []
  const unmet: string[] = []
  for (const setting of settings) {
    const { table, line, mayMiss } = setting
    const what = describeSetting(setting)
    const { rows: met, missed, deleted } = await rows.apply(setting)
    if (missed && !mayMiss) unmet.push(`line ${line}, staging.settings, ${table} (${what})`)
    applied.push({ table, line, what, rows: met, deleted })
  }
  if (unmet.length === 0) return applied
  throw new UncoveredError(
    `${listProblems(
      file,
      unmet.map((told) => `${told} met no row`),
    )}. Nothing was published; mend it, or say may_miss: true where that is no mistake.`,
  )
}

async function compareTouched(
  plan: Plan,
  own: Own,
  { shadow, receipts }: Pick<Ports, 'shadow' | 'receipts'>,
): Promise<OwnNote['compared']> {
  const touched = touchedTables(own)
  const { chunks } = await receipts.snapshots(plan.runId)
  const parts = scanParts(
    plan,
    chunks.filter(({ chunk }) => touched.has(chunk.table)),
    new Set(),
  )
  const compared: OwnNote['compared'][number][] = []
  for (const { chunk, stableSha256 } of parts) {
    if (stableSha256 === null) continue
    const { table, tablePlan } = planOfTable(plan, chunk.table)
    const digest = new StableDigest(table, tablePlan.columns)
    const names = tablePlan.columns.map(({ column }) => column)
    let rows = 0
    for await (const batch of shadow.read(plan, table, names, chunk)) {
      digest.add(batch)
      rows += batch.count
    }
    compared.push({ table: chunk.table, n: chunk.n, rows, intact: digest.hex() === stableSha256 })
  }
  return compared
}
