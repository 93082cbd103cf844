import type { TablePlan } from '../../policy/plan.ts'
import { isDangling } from '../../schema/dangling-keys.ts'
import type { ForeignKey, Schema, Table } from '../../schema/schema.ts'
import { transformers } from '../transformers/index.ts'
import { type ColumnVerdict, maskedColumn } from './masked-column.ts'

/** Joins over foreign keys hold: fakes that follow from the value, targets that staging can have. */
export function proveForeignKeys(schema: Schema, table: Table, plan: TablePlan): ColumnVerdict[] {
  return table.foreignKeys.flatMap((key) => [...proveJoin(table, plan, key), ...proveTarget(schema, table, key)])
}

function proveJoin(table: Table, plan: TablePlan, key: ForeignKey): ColumnVerdict[] {
  return key.columns.flatMap((column) => {
    const masked = maskedColumn(plan, column)
    if (!masked || masked.rule.mask === 'null') return []
    const refuse = (problem: string) => [{ ok: false as const, problem: `${table.name}.${column}: ${problem}` }]
    if (key.referencedDatabase !== null)
      return refuse(
        `its foreign key ${key.name} leads to the database ${key.referencedDatabase}, which is not masked; keep it or set it to null`,
      )
    if (transformers.get(masked.rule.mask)!.drawsFrom)
      return refuse(`${masked.rule.mask} gives equal values different fakes, which breaks the foreign key ${key.name}`)
    return []
  })
}

// Worth knowing: a tool that is less careful fails on them.
function proveTarget(schema: Schema, table: Table, key: ForeignKey): ColumnVerdict[] {
  if (isDangling(schema, key))
    return [
      {
        ok: true,
        note: `${table.name}: foreign key ${key.name} leads to the table ${key.referencedTable}, which is not there; staging goes without the key`,
      },
    ]
  const target = schema.tables.find(({ name }) => name === key.referencedTable)
  if (!target || key.referencedDatabase !== null || schema.server.family !== 'mysql') return []
  const isKey = (columns: readonly string[]) =>
    columns.length === key.referencedColumns.length && columns.every((name) => key.referencedColumns.includes(name))
  if (isKey(target.primaryKey) || target.uniqueKeys.some(({ columns }) => isKey(columns))) return []
  return [
    {
      ok: true,
      note: `${table.name}: foreign key ${key.name} leads to columns of ${target.name} that are no unique key; it is made with restrict_fk_on_non_standard_key off, since MySQL 8.4 and later refuse such keys (6125)`,
    },
  ]
}
