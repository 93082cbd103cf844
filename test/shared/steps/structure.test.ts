import { expect, it } from 'vitest'
import type { Schema, Table } from '../../../shared/schema/schema.ts'
import type { VerifyContext } from '../../../shared/steps/checks/context.ts'
import { checkStructure } from '../../../shared/steps/checks/structure.ts'
import { markedPlan, marker } from '../audit/marked-source.ts'

it('a difference in the labels of an ENUM column is found, and told without a label', () => {
  const plan = markedPlan('run-1', 'k-1')
  const [users] = plan.schema.tables as [Table]
  const columns = users.columns.map((column) =>
    column.name === 'plan' ? { ...column, columnType: `enum('${marker}')`, labels: [marker] } : column,
  )
  const schema = {
    tables: [
      { ...users, columns },
      { ...users, name: 'audit_log' },
    ],
  } as Partial<Schema>
  const context = { plan, stored: schema } as unknown as VerifyContext
  const check = checkStructure(context)
  expect(check).toMatchObject({ verdict: 'failed', findings: ['users: column plan enum is missing or differs'] })
})
