import type { Check } from '../../audit/record.ts'
import type { ColumnReceipt } from '../../masking/rows/receipt.ts'
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
      if (rows > 0) unmet.push(...unmetBranches(plan, receipt).map((match) => `${table}.${column} for ${match}`))
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

/** What the policy names, and no row had. */
function unmetBranches({ branches = [] }: ColumnPlan, receipt: ColumnReceipt | null): string[] {
  return branches.flatMap(({ match }, at) =>
    match !== null && (receipt?.branches?.[at]?.rows ?? 0) === 0 ? [match] : [],
  )
}
