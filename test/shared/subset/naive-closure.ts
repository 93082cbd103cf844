import type { RandomDatabase, RandomReference } from './random-database.ts'

type Row = Readonly<Record<string, string | null>>

/** How children are followed over a reference: not at all, from rows near enough, or from every row. */
export type Follow = (reference: RandomReference) => 'not' | 'near' | 'every'

/** The closure as its definition says it, row by row over all rows: slow, and nothing in common with the real one. */
export function naiveClosure(
  { tables, references }: RandomDatabase,
  asked: readonly Row[],
  follow: Follow,
  depth: number,
): ReadonlyMap<string, ReadonlySet<Row>> {
  const rowsOf = new Map(tables.map(({ name, rows }) => [name, rows]))
  const links = references.flatMap((reference) =>
    rowsOf
      .get(reference.table)!
      .flatMap((child) =>
        rowsOf
          .get(reference.target)!
          .flatMap((parent) => (refersTo(reference, child, parent) ? { child, parent } : [])),
      )
      .map((link) => ({ ...link, follow: follow(reference) })),
  )
  const levels = new Map<Row, number>(asked.map((row) => [row, 0]))
  const relax = (row: Row, level: number) => {
    if (level >= (levels.get(row) ?? Number.POSITIVE_INFINITY) && levels.has(row)) return false
    levels.set(row, level)
    return true
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const { child, parent, follow } of links) {
      const level = levels.get(parent)
      if (level !== undefined && follow === 'every') changed = relax(child, 1) || changed
      if (level !== undefined && follow === 'near' && level < depth) changed = relax(child, level + 1) || changed
      if (levels.has(child)) changed = relax(parent, Number.POSITIVE_INFINITY) || changed
    }
  }
  return new Map(tables.map(({ name, rows }) => [name, new Set(rows.filter((row) => levels.has(row)))]))
}

function refersTo({ columns, targetColumns, virtual }: RandomReference, row: Row, target: Row): boolean {
  if (Object.entries(virtual?.when ?? {}).some(([column, value]) => row[column] !== value)) return false
  return columns.every((column, at) => {
    const value = row[column] ?? null
    return value !== null && value.toLowerCase() === target[targetColumns[at]!]?.toLowerCase()
  })
}
