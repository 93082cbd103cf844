import type { Plan } from '../../policy/plan.ts'
import type { PlanStore } from '../../ports.ts'
import { packsOf } from '../../schema/packs.ts'
import { runPaths } from '../stores/artifact-paths.ts'
import { putJson } from '../stores/json-objects.ts'
import type { ObjectStore } from '../stores/object-store.ts'

/** Plans with the two lists that the maps of the workflow read: JSON arrays, written before the plan that they belong to. */
export function planStoreWithLists(objects: ObjectStore, plans: PlanStore): PlanStore {
  return {
    ...plans,
    async write(plan) {
      // By name, of a pack that of its first chunk: bounds may be values of a kept key, and an execution's history shows what a map hands out.
      await putJson(
        objects,
        listPath(plan, 'chunks'),
        packsOf(plan.chunks).map(([{ table, n }]) => ({ table, n })),
      )
      await putJson(objects, listPath(plan, 'tables'), createdTables(plan))
      await plans.write(plan)
    },
  }
}

function listPath({ runId }: Plan, name: 'chunks' | 'tables'): string {
  return `${runPaths.run(runId)}/lists/${name}.json`
}

// Tables without their rows get their indexes too.
function createdTables(plan: Plan): { table: string }[] {
  return [...plan.tables.map(({ table }) => table), ...plan.skippedTables].map((table) => ({ table }))
}
