import { UsageError } from '../errors.ts'
import type { Schema } from '../schema/schema.ts'
import { Closure } from './closure.ts'
import { assertCondition } from './condition.ts'
import { sealKeys } from './key-list.ts'
import type { KeyLookup } from './key-lookup.ts'
import { Meter } from './meter.ts'
import { planRoutes } from './plan-routes.ts'
import type { DatasetRequest, SubsetLimits } from './request.ts'
import { askRows } from './sample.ts'
import type { Subset } from './subset.ts'

/**
 * The rows asked for, everything they need and what belongs to them by choice, as keys per table. Reads within the snapshot
 * of `lookup` only. Throws UsageError for a request that cannot be met or is too large, RunFailedError when time is up.
 */
export async function closeSubset(
  request: DatasetRequest,
  schema: Schema,
  lookup: KeyLookup,
  limits: SubsetLimits,
): Promise<Subset> {
  const meter = new Meter(limits)
  const routes = planRoutes(request, schema, lookup)
  await assertCondition(request, lookup)
  const asked = await askRows(request, routes.byTable.get(request.from)!, lookup, meter)
  if (asked.keys.size === 0 && !request.allowEmpty)
    throw new UsageError(
      `dataset: no row of ${request.from} ${request.where === null ? 'is there' : 'meets its where'}, so there is nothing to publish; --allow-empty, or allow_empty: true in the configuration, publishes it empty.`,
    )
  const closure = new Closure(routes.byTable, lookup, meter)
  await closure.close(request.from, asked.keys)
  const tables = [...closure.tables.values()].map(({ route, keys, rows, reasons }) => ({
    table: route.table.name,
    keys: sealKeys(route.identity.columns, keys),
    rows,
    reasons: [...reasons].map(([why, rows]) => ({ why, rows })),
  }))
  return {
    asked: asked.how,
    tables: tables.filter(({ rows }) => rows > 0),
    outside: routes.outside,
    idle: routes.idle,
    dangling: closure.dangling,
    seconds: meter.seconds,
  }
}
