import type { ForeignKey, Table } from '../../../schema/schema.ts'

/** Tables after those that they reference. A circle is broken where a reference may be NULL, else where it is met. */
export function fillOrder(tables: readonly Table[]): readonly Table[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const order: Table[] = []
  const state = new Map<string, 'begun' | 'done'>()
  const visit = (table: Table): void => {
    if (state.has(table.name)) return
    state.set(table.name, 'begun')
    // Required references first: what may be NULL is what a circle gives up.
    for (const key of [...table.foreignKeys].sort(
      (a, b) => Number(mayBeNull(table, a)) - Number(mayBeNull(table, b)),
    )) {
      const parent = key.referencedDatabase === null ? byName.get(key.referencedTable) : undefined
      if (parent && !(mayBeNull(table, key) && reaches(parent, table, byName))) visit(parent)
    }
    state.set(table.name, 'done')
    order.push(table)
  }
  for (const table of tables) visit(table)
  return order
}

/** Whether a row can do without the reference. */
export function mayBeNull(table: Table, key: ForeignKey): boolean {
  return key.columns.some((name) => table.columns.find((column) => column.name === name)?.nullable)
}

/** Whether `from` requires `to`, over references that may not be NULL. */
function reaches(from: Table, to: Table, byName: ReadonlyMap<string, Table>, seen = new Set<string>()): boolean {
  if (from.name === to.name) return true
  if (seen.has(from.name)) return false
  seen.add(from.name)
  return from.foreignKeys.some((key) => {
    const parent = mayBeNull(from, key) ? undefined : byName.get(key.referencedTable)
    return parent !== undefined && reaches(parent, to, byName, seen)
  })
}
