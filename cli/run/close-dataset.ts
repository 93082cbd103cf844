import { createKeyLookup } from '../../shared/adapters/mysql/reading/subset-lookup.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import { datasetNamed, datasetRequest } from '../../shared/steps/dataset-request.ts'
import { assertCondition } from '../../shared/subset/condition.ts'
import { planRoutes } from '../../shared/subset/plan-routes.ts'
import type { Subset } from '../../shared/subset/subset.ts'
import type { RunOptions } from '../progress.ts'
import { planOf, poolOf, type Run } from './open-run.ts'
import type { ThreadTask } from './thread-tasks.ts'

/** Whether a dataset can be found at all, before anything is written or read. Throws UsageError with every problem. */
export async function checkDataset(options: RunOptions, plan: Plan, wire: Wire): Promise<void> {
  const { request, maxSeconds } = datasetTask(options, plan)
  const lookup = await createKeyLookup(wire, plan.schema, maxSeconds)
  planRoutes(request, plan.schema, lookup)
  await assertCondition(request, lookup)
}

/** Finds a dataset's rows within the snapshot of the first thread and hands their keys to all. The plan counts them from here on. */
export async function closeDataset(run: Run): Promise<void> {
  const plan = planOf(run)
  const pool = poolOf(run)
  const thread = pool.threads[0]!
  // It watches production itself: only there it is known which table is looked into.
  const { lines, tables, held } = await thread.run('close', datasetTask(run.options, plan))
  pool.held.keep(thread, held)
  for (const line of lines) run.progress.note(line)
  await pool.all('keys', tables)
  run.plan = withRows(plan, tables)
}

/** What a closure is asked in a run, or by `plan`. */
export function datasetTask({ config, dataset, seed }: RunOptions, plan: Plan): ThreadTask['close']['input'] {
  const named = datasetNamed(config, dataset ?? '')
  const request = datasetRequest(named, config.references, seed ?? config.seed.value, plan.skippedTables)
  return { runId: plan.runId, request, maxRows: named.max_rows, maxSeconds: named.max_seconds }
}

/** The plan with the dataset's rows where it had the whole tables': for progress and estimates. */
export function withRows(plan: Plan, tables: readonly Pick<Subset['tables'][number], 'table' | 'rows'>[]): Plan {
  const rows = new Map(tables.map((table) => [table.table, table.rows]))
  return {
    ...plan,
    tables: plan.tables.map((table) => {
      const rowsEstimate = rows.get(table.table) ?? 0
      const bytesPerRow = table.bytesEstimate / Math.max(1, table.rowsEstimate)
      return { ...table, rowsEstimate, bytesEstimate: Math.round(bytesPerRow * rowsEstimate) }
    }),
  }
}
