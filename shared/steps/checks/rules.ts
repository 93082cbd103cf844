import type { Check } from '../../audit/record.ts'
import type { BranchReceipt, ColumnReceipt } from '../../masking/rows/receipt.ts'
import { keepsSome } from '../../policy/by-row/branches-of.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'
import { unchangedCells } from './unchanged.ts'

/**
 * Every masking rule fired on every row: cells that were masked, cells that the rule itself keeps, and NULLs that stayed NULL add up to
 * the rows read, all under one key, and no mask left the values that it was to replace. A branch that no row met is told, and refuses nothing: such rows may come another night.
 */
export function checkRules({ plan, snapshots }: VerifyContext): Check {
  const findings = severalKeys(snapshots)
  const onlyNull: string[] = []
  const unmet: string[] = []
  let rules = 0
  let cells = 0
  for (const { table, columns } of plan.tables) {
    const rows = snapshots.ofTable(table).reduce((sum, { rowsRead }) => sum + rowsRead, 0)
    for (const plan of columns) {
      const { column, rule } = plan
      if (rule.mask === 'keep') continue
      rules++
      const receipt = snapshots.column(table, column)
      const { masked = 0, kept = 0, nulls = 0 } = receipt ?? {}
      cells += masked
      if (masked + kept + nulls !== rows || (kept > 0 && !keepsSome(plan)))
        findings.push(
          `${table}.${column}: ${rows} rows, but ${masked} cells masked, ${kept} kept and ${nulls} NULLs kept`,
        )
      const unchanged = receipt && unchangedCells(receipt)
      if (unchanged !== null)
        findings.push(
          `${table}.${column}: ${counted(unchanged, 'cell')} of ${masked} still hold their own value under ${rule.mask}`,
        )
      if (rows > 0 && nulls === rows) onlyNull.push(`${table}.${column}`)
      const broken = receipt ? refusedValues(plan, receipt) : 0
      if (broken > 0)
        findings.push(
          `${table}.${column}: ${counted(broken, 'value')} cannot be read by its rule, and the policy says broken: refuse`,
        )
      if (rows > 0) unmet.push(...unmetBranches(plan, receipt).map((told) => `${table}.${column} ${told}`))
    }
  }
  const notes = [
    ...(onlyNull.length > 0 ? [`Nothing but NULL in ${onlyNull.join(', ')}.`] : []),
    ...(unmet.length > 0 ? [`No row met the rule of ${unmet.join(', ')}.`] : []),
  ]
  const covered = `${counted(rules, 'rule')}, ${counted(cells, 'cell')} masked`
  return verdictOf('rules fired', covered, findings, notes.length > 0 ? notes.join(' ') : null)
}

/** Under another key equal values have other pseudonyms, and joins find nothing. */
function severalKeys(snapshots: VerifyContext['snapshots']): string[] {
  const keys = [...new Set(snapshots.chunks.flatMap(({ keyId }) => keyId ?? []))]
  return keys.length > 1 ? [`chunks were masked with ${keys.length} keys: ${keys.join(', ')}`] : []
}

type Counts = Pick<ColumnReceipt, 'branches' | 'inside'>

/** What the policy names, and no row and no value had. Of a branch that no row met, its paths are not told too. */
function unmetBranches({ branches = [], inside = [] }: ColumnPlan, counts: Counts | null): string[] {
  const told = (name: string | null, plan: ColumnPlan, found: BranchReceipt | undefined) => {
    if (name !== null && !found?.rows) return [name]
    return unmetBranches(plan, found ?? null).map((deeper) => (name === null ? deeper : `${name} ${deeper}`))
  }
  return [
    ...branches.flatMap((plan, at) => told(plan.match && `for ${plan.match}`, plan, counts?.branches?.[at])),
    ...inside.flatMap((plan, at) => told(plan.path && `at ${plan.path}`, plan, counts?.inside?.paths[at])),
  ]
}

/** Values that could not be read, of rules that refuse them. */
function refusedValues({ rule, branches = [], inside = [] }: ColumnPlan, counts: Counts): number {
  const own = rule.inside?.broken === 'refuse' ? (counts.inside?.broken ?? 0) : 0
  const deeper = (plan: ColumnPlan, found: BranchReceipt | undefined) => (found ? refusedValues(plan, found) : 0)
  return [
    ...branches.map((plan, at) => deeper(plan, counts.branches?.[at])),
    ...inside.map((plan, at) => deeper(plan, counts.inside?.paths[at])),
  ].reduce((sum, count) => sum + count, own)
}
