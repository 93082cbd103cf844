import { branchesOf, decidingColumns } from '../../policy/by-row/branches-of.ts'
import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { PeopleSource } from '../people/people-sources.ts'
import type { CollationFold } from '../text/collation-fold.ts'

type ReadFold = (collation: string) => Promise<CollationFold>

/** How text columns compare that are masked by these plans, or that decide which rule is meant; by collation. */
export function foldsToMask(
  table: Table,
  columns: readonly ColumnPlan[],
  read: ReadFold,
  people: readonly PeopleSource[] = [],
) {
  const masked = columns.filter(({ rule }) => rule.mask !== 'keep').map(({ column }) => column)
  const parts = columns.flatMap(branchesOf).flatMap(collationsWithin)
  return readFolds(table, [...masked, ...deciding(columns)], read, [...parts, ...people.flatMap(collationsOf)])
}

function collationsOf({ table, plans }: PeopleSource): string[] {
  const columns = plans.flatMap(({ column }) => table.columns.filter(({ name }) => name === column))
  return columns.flatMap(({ kind, collation }) => (kind === 'text' && collation ? [collation] : []))
}

/** How what is in the values is compared. */
function collationsWithin({ parts = [], inside = [] }: ColumnPlan): string[] {
  return [...[...parts, ...inside].flatMap(({ collation }) => collation ?? []), ...inside.flatMap(collationsWithin)]
}

/** The same of the columns alone that decide which rule is meant. */
export function foldsToChoose(table: Table, columns: readonly ColumnPlan[], read: ReadFold) {
  return readFolds(table, deciding(columns), read)
}

function deciding(columns: readonly ColumnPlan[]): string[] {
  return columns.flatMap(({ rule }) => (rule.byRow ? decidingColumns(rule.byRow) : []))
}

async function readFolds(
  table: Table,
  names: readonly string[],
  read: ReadFold,
  others: readonly string[] = [],
): Promise<Map<string, CollationFold>> {
  const described = table.columns.filter(({ name }) => names.includes(name))
  const collations = described.flatMap(({ kind, collation }) => (kind === 'text' && collation ? [collation] : []))
  const folds = new Map<string, CollationFold>()
  for (const collation of new Set([...collations, ...others])) folds.set(collation, await read(collation))
  return folds
}
