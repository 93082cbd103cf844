import { readPolicy } from '../policy/file/parse-policy.ts'
import type { ColumnPlan, TablePlan } from '../policy/plan.ts'
import { resolvePolicy } from '../policy/resolving/resolve-policy.ts'
import { describeColumn } from '../schema/describe-column.ts'
import type { Schema, Table } from '../schema/schema.ts'
import type { Example } from './transformer.ts'
import { transformers } from './transformers/index.ts'

export interface ExamplePlan {
  readonly table: Table
  readonly plan: TablePlan
  /** Of the column `value`, for which the rule is. */
  readonly column: ColumnPlan
}

/** A table `people` with the key `id` and a column of the example's type, under its rule. Throws UsageError for a rule that is none. */
export function planExample({ rule, type }: Pick<Example, 'rule' | 'type'>, isUnique = false): ExamplePlan {
  const table = tableOf(type, isUnique)
  const of: Schema = {
    ...{ database: 'examples', tables: [table], programs: [] },
    ...{ charset: 'utf8mb4', collation: 'utf8mb4_0900_ai_ci', server: { family: 'mysql', version: '8.4.0' } },
  }
  const text = `version: 1\ntables:\n  people:\n    id: keep\n    value: ${rule}\n`
  const { policy, faults } = readPolicy(text, 'an example', transformers)
  const [plan] = resolvePolicy(of, policy, 'an example', transformers, faults).tables
  return { table, plan: plan!, column: plan!.columns.find(({ column }) => column === 'value')! }
}

function tableOf(type: string, isUnique: boolean): Table {
  const unique = { name: 'value', columns: ['value'], prefixLengths: [null], functional: false }
  return {
    name: 'people',
    engine: 'InnoDB',
    columns: [describeColumn('id', 'int', 1), describeColumn('value', type, 2)],
    primaryKey: ['id'],
    ...{ uniqueKeys: isUnique ? [unique] : [], foreignKeys: [], checks: [] },
    ...{ createSql: 'CREATE TABLE people (\n  id int\n)' },
    ...{ rowsEstimate: 1000, bytesEstimate: 100_000, sqlMode: '', systemVersioned: false },
  }
}
