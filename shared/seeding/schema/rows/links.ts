import type { ForeignKey, Schema, Table } from '../../../schema/schema.ts'
import { mayBeNull } from './fill-order.ts'

/** A foreign key as the generator sees it: a row chooses one row of the parent, and its columns take that row's values. */
export interface Link {
  readonly table: string
  readonly key: ForeignKey
  readonly parent: string
  /** Columns that take the parent's value. */
  readonly owned: readonly LinkedColumn[]
  /** Columns that other keys or the table itself fill: the parent's row has to agree with them. */
  readonly given: readonly LinkedColumn[]
  /** Whether a row may do without. */
  readonly optional: boolean
}

export interface LinkedColumn {
  readonly column: string
  readonly referenced: string
}

export interface Links {
  of(table: string): readonly Link[]
  /** Foreign keys that lead out of the schema: their columns cannot be filled. */
  readonly outside: readonly { readonly table: string; readonly key: ForeignKey }[]
}

/**
 * Gives every column of a foreign key one owner. A key that would make a column depend on itself (a self-reference over a shared
 * tenant column) leaves that column to another and looks for a parent that agrees.
 */
export function planLinks({ tables }: Pick<Schema, 'tables'>): Links {
  const names = new Set(tables.map(({ name }) => name))
  const isInside = (key: ForeignKey) => key.referencedDatabase === null && names.has(key.referencedTable)
  const all = tables.flatMap((table) => table.foreignKeys.filter(isInside).map((key) => ({ table, key })))
  const owner = new Map<string, { table: string; column: string }>()
  const planned = all.toSorted(moreFirst).map(({ table, key }): Link => {
    const pairs = key.columns.map((column, at) => ({ column, referenced: key.referencedColumns[at]! }))
    const owned = pairs.filter(({ column, referenced }) => {
      const isFree =
        !owner.has(place(table.name, column)) && !leadsTo(owner, key.referencedTable, referenced, table.name, column)
      if (isFree) owner.set(place(table.name, column), { table: key.referencedTable, column: referenced })
      return isFree
    })
    const given = pairs.filter((pair) => !owned.includes(pair))
    const optional = owned.some(({ column }) => table.columns.find(({ name }) => name === column)?.nullable)
    return { table: table.name, key, parent: key.referencedTable, owned, given, optional }
  })
  return {
    of: (table) => planned.filter((link) => link.table === table),
    outside: tables.flatMap((table) =>
      table.foreignKeys.filter((key) => !isInside(key)).map((key) => ({ table: table.name, key })),
    ),
  }
}

/** Keys that decide most come first: required ones, then those to other tables, then the widest. */
function moreFirst(a: { table: Table; key: ForeignKey }, b: { table: Table; key: ForeignKey }): number {
  const rank = ({ table, key }: { table: Table; key: ForeignKey }) =>
    (mayBeNull(table, key) ? 200 : 0) + (key.referencedTable === table.name ? 100 : 0) - key.columns.length
  return rank(a) - rank(b)
}

function leadsTo(
  owner: ReadonlyMap<string, { table: string; column: string }>,
  fromTable: string,
  fromColumn: string,
  table: string,
  column: string,
): boolean {
  let at: { table: string; column: string } | undefined = { table: fromTable, column: fromColumn }
  for (; at; at = owner.get(place(at.table, at.column))) if (at.table === table && at.column === column) return true
  return false
}

function place(table: string, column: string): string {
  return `${table}\0${column}`
}
