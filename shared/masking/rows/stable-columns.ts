import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column, Table } from '../../schema/schema.ts'

/**
 * Columns whose cells the server stores exactly as they were sent, so that reading them again proves that they arrived: all kept
 * ones, and masked ones whose type rewrites nothing. A masked DATETIME, DECIMAL, JSON or padded CHAR may come back in another form.
 */
export function stableColumns(table: Table, columns: readonly ColumnPlan[]): boolean[] {
  return columns.map(({ column, rule }) => {
    const described = table.columns.find(({ name }) => name === column)
    return rule.mask === 'keep' || (described !== undefined && storesExactly(described))
  })
}

const exactTypes =
  /^(varchar|tinytext|text|mediumtext|longtext|varbinary|tinyblob|blob|mediumblob|longblob|tinyint|smallint|mediumint|int|bigint|enum)$/

function storesExactly({ dataType, columnType }: Column): boolean {
  return exactTypes.test(dataType) && !/zerofill/i.test(columnType)
}
