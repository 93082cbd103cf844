import { RunFailedError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import type { Setting } from '../../../policy/staging-own.ts'
import type { AppliedSetting } from '../../../ports.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Table } from '../../../schema/schema.ts'
import { tableOf } from '../shadow/shadow-tables.ts'
import { onTable } from '../wire/error-places.ts'
import type { Wire } from '../wire/wire.ts'
import { plainLiteral, whereSql } from './condition-sql.ts'
import { executeFitting } from './execute-fitting.ts'
import { replaceText } from './replace-text.ts'
import { standing } from './standing.ts'

/** See OwnRows.apply. To be called within the transaction. */
export async function applySetting(wire: Wire, plan: Plan, setting: Setting): Promise<AppliedSetting> {
  const table = tableOf(plan, setting.table)
  const place = `${quoteName(plan.shadow)}.${quoteName(setting.table)}`
  return onTable(wire, table, `the setting of line ${setting.line}`, async () => {
    if (setting.empty) return emptied(wire, place, table, setting)
    const changed = await change(wire, place, table, setting)
    const replaced: number[] = []
    for (const [name, replacement] of Object.entries(setting.replace)) {
      const column = table.columns.find((candidate) => candidate.name === name)!
      const found = await replaceText(wire, { place, table, column, where: setting.where }, replacement)
      if (found.unreadable > 0)
        throw new RunFailedError(
          `${table.name}.${name}: ${found.unreadable} of the values that staging.settings, line ${setting.line}, is to rewrite are serialised and cannot be read; a text of another length would break them.`,
        )
      replaced.push(found.rows)
    }
    // Each of its parts has to meet something.
    const met = [...(changed === null ? [] : [changed]), ...replaced]
    return { rows: Math.max(...met), missed: met.includes(0), deleted: 0 }
  })
}

async function emptied(wire: Wire, place: string, table: Table, { where }: Setting): Promise<AppliedSetting> {
  // Of two tables that refer to each other both are emptied: the plan saw to that.
  await wire.execute('SET SESSION foreign_key_checks = 0')
  const { affectedRows: deleted } = await wire.execute(`DELETE FROM ${place}${whereSql(table, where)}`)
  await wire.execute('SET SESSION foreign_key_checks = 1')
  // A queue that is empty already is as it should be.
  return { rows: deleted, missed: deleted === 0 && where.length > 0, deleted }
}

/** Sets and blanks; the rows that were met, null where there is nothing to set. */
async function change(wire: Wire, place: string, table: Table, { where, set, blank }: Setting): Promise<number | null> {
  const columnOf = (name: string) => table.columns.find((column) => column.name === name)!
  const values = [
    ...Object.entries(set).map(([name, value]) => `${quoteName(name)} = ${plainLiteral(value, columnOf(name))}`),
    ...blank.map((name) => `${quoteName(name)} = ${columnOf(name).nullable ? 'NULL' : "''"}`),
  ]
  if (values.length === 0) return null
  const rows = whereSql(table, where)
  const [[met] = []] = await wire.query(`SELECT COUNT(*) FROM ${place}${rows}`)
  const named = [...Object.keys(set), ...blank]
  await executeFitting(wire, table, `UPDATE ${place} SET ${[...values, ...standing(table, named)].join(', ')}${rows}`)
  return Number(met)
}
