import type { TableAudit } from '../record.ts'

const mostInLayer = 14

/** Tables by how many references deep they are: each after all that it refers to, but for circles; a layer that is too long goes on in the next. */
export function layers(tables: readonly TableAudit[]): TableAudit[][] {
  const byName = new Map(tables.map((table) => [table.table, table]))
  const depths = new Map<string, number>()
  const depthOf = (table: TableAudit, above: ReadonlySet<string>): number => {
    const known = depths.get(table.table)
    if (known !== undefined) return known
    const own = new Set(above).add(table.table)
    const parents = (table.refersTo ?? [])
      .flatMap((name) => byName.get(name) ?? [])
      .filter(({ table }) => !own.has(table))
    const depth = parents.reduce((most, parent) => Math.max(most, depthOf(parent, own) + 1), 0)
    depths.set(table.table, depth)
    return depth
  }
  const byDepth = Map.groupBy(tables, (table) => depthOf(table, new Set()))
  return [...byDepth.keys()].sort((a, b) => a - b).flatMap((depth) => split(byDepth.get(depth) ?? []))
}

function split(layer: readonly TableAudit[]): TableAudit[][] {
  const parts = Math.ceil(layer.length / mostInLayer)
  return Array.from({ length: parts }, (_, at) => layer.slice(at * mostInLayer, (at + 1) * mostInLayer))
}
