import { describeColumns } from '../../../policy/condition/describe-condition.ts'
import type { Plan } from '../../../policy/plan.ts'
import { describeSetting } from '../../../policy/staging-own.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'

/** In which table of a generation stands what it took over and what was set in it. That it is filled proves that it was done. */
export const ownTable = 'nightmask_own'

export function createOwnSql(schemaName: string): string {
  const columns = 'n INT NOT NULL PRIMARY KEY, table_name VARCHAR(64) NOT NULL, what TEXT NOT NULL'
  return `CREATE TABLE IF NOT EXISTS ${nameIn(schemaName)} (${columns}) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`
}

/** A row when it was done. */
export function isOwnDoneSql(schemaName: string): string {
  return `SELECT 1 FROM ${nameIn(schemaName)} LIMIT 1`
}

/** By columns, without a value. */
export function fillOwnSql(schemaName: string, { keepRows, settings }: NonNullable<Plan['own']>): string {
  const rows = [
    ...keepRows.map(({ table, where }) => [table, `keeps rows by ${describeColumns(where)}`]),
    ...settings.map((setting) => [setting.table, describeSetting(setting)]),
  ]
  const values = rows.map((row, n) => `(${[n, ...row.map((text) => quoteText(text))].join(', ')})`)
  return `INSERT INTO ${nameIn(schemaName)} VALUES ${values.join(', ')}`
}

function nameIn(schemaName: string): string {
  return `${quoteName(schemaName)}.${quoteName(ownTable)}`
}
