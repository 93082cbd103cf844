import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import { redactsTexts } from '../../policy/redacts-texts.ts'
import type { Table } from '../../schema/schema.ts'
import { originalsKind, strictestKind } from '../digests/original-kinds.ts'
import { transformers } from '../transformers/index.ts'
import { calledKind } from './called-kind.ts'

/** What they mask is nobody's name. */
const nameless: ReadonlySet<string> = new Set(['password', 'uuid', 'mac_address', 'url'])

/**
 * Plans of a run that keeps texts but for people: every column that may hold names is surveyed. Elsewhere the leak check knows a
 * column's own fakes by their words; in a text that is kept it cannot, so no fake there may be a real value of any column.
 */
export function surveyForTexts(plans: readonly TablePlan[], tables: readonly Table[]): readonly TablePlan[] {
  if (!redactsTexts({ tables: plans })) return plans
  return plans.map((plan) => {
    const table = tables.find(({ name }) => name === plan.table)!
    return { ...plan, columns: plan.columns.map((column) => surveyed(table, column)) }
  })
}

function surveyed<Kind extends ColumnPlan>(table: Table, plan: Kind): Kind {
  const { branches, inside, parts } = plan
  if (branches) return { ...plan, branches: branches.map((branch) => surveyed(table, branch)) }
  if (inside) return { ...plan, inside: inside.map((leaf) => surveyed(table, leaf)) }
  const transformer = transformers.get(plan.rule.mask)!
  const { mask } = plan.rule
  if (parts || mask === 'keep' || nameless.has(mask) || transformer.avoidsOriginals) return plan
  const kind = strictestKind(originalsKind(transformer, plan.rule), calledKind(table, plan.column))
  return kind === 'identifying' || kind === 'name' ? { ...plan, surveyed: true } : plan
}
