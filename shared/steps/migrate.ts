import { listProblems, RunFailedError } from '../errors.ts'
import type { Plan } from '../policy/plan.ts'
import type { MigrationNote, Ports, Seal } from '../ports.ts'
import { schemaChanges } from '../schema/changes.ts'
import type { Schema } from '../schema/schema.ts'
import { ownRowsOf } from './checks/rows.ts'

/** What ran the command: its exit code, null where it was ended for taking too long, and the end of what it wrote. */
export interface CommandEnd {
  readonly exitCode: number | null
  readonly output: readonly string[]
}

type MigratePorts = Pick<Ports, 'plans' | 'shadow' | 'notes' | 'receipts' | 'clock'>

/**
 * Runs staging's migrations on the shadow schema that was verified, and seals what they made of it. What they change is noted, and proven by
 * nobody. `outputAt` says where their output is kept: no message holds any of it. Throws RunFailedError when they fail, or leave what
 * cannot be published.
 */
export async function migrate(
  input: { readonly runId: string; readonly outputAt: string },
  run: () => Promise<CommandEnd>,
  ports: MigratePorts,
): Promise<void> {
  const { runId, outputAt } = input
  const plan = await ports.plans.read(runId)
  const sealed = await ports.notes.read(runId, 'seal')
  if (!sealed) throw new RunFailedError(`Run ${runId} left no seal of what it verified, so nothing can be migrated.`)
  // Whatever the migration changes, what it began with is what was verified.
  await ports.shadow.confirmSealed(plan, sealed)
  const before = await ports.shadow.introspect(plan)
  const startedAt = ports.clock.now()
  const { exitCode, output } = await run()
  const milliseconds = ports.clock.now().getTime() - startedAt.getTime()
  const timed = { startedAt: startedAt.toISOString(), milliseconds, exitCode }
  await ports.notes.write(runId, 'migrationOutput', output)
  await ports.notes.write(runId, 'migration', { ...timed, changes: [], tables: [] })
  if (exitCode !== 0) {
    const end = exitCode === null ? 'was ended for taking too long' : `ended with exit code ${exitCode}`
    throw new RunFailedError(
      `staging.migrate ${end} after ${Math.round(milliseconds / 1000)} s; what it wrote is in ${outputAt}. Nothing was published.`,
    )
  }
  const after = await ports.shadow.introspect(plan)
  assertPublishable(after, plan)
  const seal = await ports.shadow.seal(plan)
  const tables = await countRows(plan, sealChanges(sealed, seal), after, ports)
  await ports.notes.write(runId, 'migration', { ...timed, changes: schemaChanges(before, after), tables })
  await ports.notes.write(runId, 'seal', seal)
}

/** Programs come from production's definitions alone, and a kept table stays in place of any other of its name. */
function assertPublishable({ programs, tables }: Schema, { keepTables }: Plan): void {
  const problems = [
    ...programs.map(({ type, name }) => `it made the ${type} ${name}, and only production's are published`),
    ...tables
      .filter(({ name }) => keepTables.includes(name))
      .map(({ name }) => `it made the table ${name}, which keep_tables keeps as it is`),
  ]
  if (problems.length > 0)
    throw new RunFailedError(`${listProblems('staging.migrate', problems)}. Nothing was published.`)
}

/** Tables that are not as they were sealed first. */
export function sealChanges(before: Seal, after: Seal): string[] {
  const known = new Map(before.tables.map((sealed) => [sealed.table, JSON.stringify({ ...sealed, settled: true })]))
  const there = new Set(after.tables.map(({ table }) => table))
  return [
    ...after.tables
      .filter((sealed) => known.get(sealed.table) !== JSON.stringify({ ...sealed, settled: true }))
      .map(({ table }) => table),
    ...[...known.keys()].filter((table) => !there.has(table)),
  ]
}

async function countRows(
  plan: Plan,
  changed: readonly string[],
  { tables }: Schema,
  { receipts, notes, shadow }: MigratePorts,
): Promise<MigrationNote['tables']> {
  if (changed.length === 0) return []
  const snapshots = await receipts.snapshots(plan.runId)
  const seeded = (await notes.read(plan.runId, 'seeded')) ?? []
  const own = (await notes.read(plan.runId, 'own')) ?? { kept: [], settings: [], compared: [] }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  // What verify has counted.
  const verified = (table: string): number | null => {
    if (!plan.schema.tables.some(({ name }) => name === table)) return null
    const { carried, gone } = ownRowsOf(own, table)
    const read = sum(snapshots.ofTable(table).map(({ rowsRead }) => rowsRead))
    return read + sum(seeded.filter((entry) => entry.table === table).map(({ rows }) => rows)) + carried - gone
  }
  const counted: MigrationNote['tables'][number][] = []
  for (const table of changed) {
    const isThere = tables.some(({ name }) => name === table)
    const rowsAfter = isThere ? await shadow.count(plan, table) : null
    counted.push({ table, rowsBefore: verified(table), rowsAfter })
  }
  return counted
}
