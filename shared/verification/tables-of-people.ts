import { originalsKind } from '../masking/digests/original-kinds.ts'
import { transformers } from '../masking/transformers/index.ts'
import { rulesWithin } from '../policy/by-row/branches-of.ts'
import { isBesidePeople } from '../policy/detection/names/by-name.ts'
import type { TablePlan } from '../policy/plan.ts'
import type { Schema } from '../schema/schema.ts'

/** Whether a table is about people: by its name and its columns, or as something in it is masked that identifies somebody. */
export function isTableOfPeople(schema: Pick<Schema, 'tables'>, { table: name, columns }: TablePlan): boolean {
  const table = schema.tables.find((candidate) => candidate.name === name)!
  // Addresses in settings and texts make no row somebody's.
  const identifies = ({ rule, branches, parts, inside }: TablePlan['columns'][number]) =>
    !branches &&
    !parts &&
    !inside &&
    rulesWithin(rule).some((one) => ['identifying', 'name'].includes(originalsKind(transformers.get(one.mask)!, one)))
  return isBesidePeople(table) || columns.some(identifies)
}
