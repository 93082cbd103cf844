import type { Schema, Table } from '../../schema/schema.ts'
import { storedColumns } from '../../schema/schema.ts'
import type { TablePlan } from '../plan.ts'
import { isComparable } from './resolve-risk.ts'
import type { RiskSet } from './risk-set.ts'

const mostSets = 4
const mostColumns = 6
const none = { smallest: null, below5: null, below11: null }

/**
 * Sets that an outsider is likely to know something of: what tables about people keep, all together, and the day and the amount of one
 * row that refers to a person.
 */
export function proposeRisk(schema: Schema, plans: readonly TablePlan[]): RiskSet[] {
  const planOf = new Map(plans.map((plan) => [plan.table, plan]))
  const kept = (table: Table) =>
    storedColumns(table)
      .map(({ name }) => name)
      .filter((name) => planOf.get(table.name)!.columns.some((one) => one.column === name && one.rule.mask === 'keep'))
      .filter((name) => !isKey(table, name) && isComparable(table, name))
  const copied = schema.tables.filter(({ name }) => planOf.has(name))
  const setsOf = (table: Table): RiskSet[] => {
    const own = kept(table).slice(0, mostColumns)
    const base = { people: table.name, key: table.primaryKey, limits: none, line: null }
    const together = {
      ...base,
      joins: [],
      by: own.map((column) => ({ table: table.name, column, grain: grainOf(table, column) })),
    }
    const linked = copied.flatMap((child) => {
      const key = child.foreignKeys.find((one) => one.referencedDatabase === null && one.referencedTable === table.name)
      const told = key && child.name !== table.name ? tellingOf(child, kept(child)) : []
      if (!key || told.length === 0) return []
      const on = key.columns.map((column, at) => ({ column, of: table.name, ofColumn: key.referencedColumns[at]! }))
      const by = told.map((column) => ({ table: child.name, column, grain: grainOf(child, column) }))
      return [{ ...base, joins: [{ table: child.name, on }], by }]
    })
    return [...(own.length > 0 ? [together] : []), ...linked]
  }
  const sets: RiskSet[] = []
  // Each looks at all tables: no more are made than are proposed.
  for (const table of copied) {
    if (isAboutPeople(table, planOf, schema)) sets.push(...setsOf(table))
    if (sets.length >= mostSets) break
  }
  return sets.slice(0, mostSets)
}

/** Something of it is masked, and it is not the row of a person in another such table. */
function isAboutPeople(
  { name, primaryKey, foreignKeys }: Table,
  plans: ReadonlyMap<string, TablePlan>,
  schema: Schema,
): boolean {
  const masks = (table: string) => plans.get(table)?.columns.some(({ rule }) => rule.mask !== 'keep') ?? false
  const refers = foreignKeys.some(
    ({ referencedDatabase, referencedTable }) =>
      referencedDatabase === null &&
      referencedTable !== name &&
      masks(referencedTable) &&
      schema.tables.some((one) => one.name === referencedTable),
  )
  return primaryKey.length > 0 && masks(name) && !refers
}

function isKey({ primaryKey, foreignKeys }: Table, column: string): boolean {
  return primaryKey.includes(column) || foreignKeys.some(({ columns }) => columns.includes(column))
}

/** A time and an amount. */
function tellingOf({ columns }: Table, kept: readonly string[]): string[] {
  const first = (pattern: RegExp) =>
    columns.find(({ name, dataType }) => kept.includes(name) && pattern.test(dataType))?.name
  const [time, amount] = [first(/^(date|datetime|timestamp)$/), first(/^decimal$/)]
  return time === undefined ? [] : [time, ...(amount === undefined ? [] : [amount])]
}

function grainOf({ columns }: Table, name: string): 'day' | 'exact' {
  return /^(datetime|timestamp)$/.test(columns.find((one) => one.name === name)!.dataType) ? 'day' : 'exact'
}
