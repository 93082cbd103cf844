import type { Check } from '../../audit/record.ts'
import { receiptsOf } from '../../masking/receipt.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Every masking rule fired on every row: masked cells and NULLs that stayed NULL add up to the rows read. */
export function checkRules({ plan, snapshots }: VerifyContext): Check {
  const findings: string[] = []
  const onlyNull: string[] = []
  let rules = 0
  let cells = 0
  for (const { table, columns } of plan.tables) {
    const receipts = snapshots.filter(({ chunk }) => chunk.table === table)
    const rows = receipts.reduce((sum, { rowsRead }) => sum + rowsRead, 0)
    for (const { column, rule } of columns) {
      if (rule.mask === 'keep') continue
      rules++
      const parts = receiptsOf(receipts, column)
      const masked = parts.reduce((sum, part) => sum + part.masked, 0)
      const nulls = parts.reduce((sum, part) => sum + part.nulls, 0)
      cells += masked
      if (masked + nulls !== rows)
        findings.push(`${table}.${column}: ${rows} rows, but ${masked} cells masked and ${nulls} NULLs kept`)
      if (rows > 0 && nulls === rows) onlyNull.push(`${table}.${column}`)
    }
  }
  const note = onlyNull.length > 0 ? `Nothing but NULL in ${onlyNull.join(', ')}.` : null
  return verdictOf('rules fired', `${counted(rules, 'rule')}, ${counted(cells, 'cell')} masked`, findings, note)
}
