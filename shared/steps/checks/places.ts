import { knownNames } from '../../masking/text/known-names.ts'
import { detect } from '../../policy/detection/detect.ts'
import { namesPeople } from '../../policy/detection/finding.ts'
import type { Plan, TablePlan } from '../../policy/plan.ts'
import type { Ports } from '../../ports.ts'
import type { PlaceKind } from '../../verification/passing.ts'
import { isTableOfPeople } from '../../verification/tables-of-people.ts'

/** A column by its place, `table.column`. */
export interface PlacedColumn {
  readonly table: TablePlan
  readonly column: string
}

export function columnsByPlace({ tables }: Plan): ReadonlyMap<string, PlacedColumn> {
  return new Map(
    tables.flatMap((table) =>
      table.columns.map(({ column }) => [`${table.table}.${column}`, { table, column }] as const),
    ),
  )
}

const sampled = 500

/** What kind of place a kept column is, from its table, its name and some of its values as the shadow schema holds them. */
export async function kindOfColumn(
  plan: Plan,
  { table: tablePlan, column }: PlacedColumn,
  { shadow }: Pick<Ports, 'shadow'>,
): Promise<PlaceKind> {
  const table = plan.schema.tables.find(({ name }) => name === tablePlan.table)!
  const rows = await shadow.sample(plan, table.name, [column], sampled)
  const samples = new Map([[table.name, new Map([[column, rows.map(([cell]) => cell ?? null)]])]])
  const { found } = detect({ ...plan.schema, tables: [table] }, samples, await knownNames(plan.locale))
  const finding = found.get(JSON.stringify([table.name, column]))
  if (finding && namesPeople(finding)) return 'people'
  return isTableOfPeople(plan.schema, tablePlan) ? 'beside' : 'things'
}
