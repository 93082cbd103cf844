import type { ChunkRef } from './chunk.ts'
import { isMadeWhole } from './made-whole.ts'
import type { Table } from './schema.ts'

/** One chunk, or chunks of small tables that are read, masked, stored and loaded as one: they share one artifact of each kind. */
export type Pack = readonly [ChunkRef, ...ChunkRef[]]

/** A pack is a task of a second at the most, and enough of them keep all threads busy. */
const mostTables = 40
const mostRows = 20_000
const mostBytes = 2 * 2 ** 20

/**
 * The chunks of a plan, those of small tables with the number of their pack: a file, an object and a task for each of a thousand small tables
 * take longer than their rows. Servers estimate: an old estimate costs time, no more. Chunks that have a pack stay in it. Tables that are to be
 * `apart` are in no pack with others. No new pack has the number of one in `before`, the chunks of an earlier run: it is another pack.
 */
export function packSmall(
  chunks: readonly ChunkRef[],
  tables: readonly Table[],
  { apart = new Set(), before = [] }: { apart?: ReadonlySet<string>; before?: readonly ChunkRef[] } = {},
): ChunkRef[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const small = chunks.flatMap((chunk) => {
    const table = byName.get(chunk.table)
    return table && chunk.pack === undefined && isWhole(chunk) && isMadeWhole(table) ? [{ chunk, table }] : []
  })
  const first = [...before, ...chunks].reduce((next, { pack = -1 }) => Math.max(next, pack + 1), 0)
  const packOf = new Map<ChunkRef, number>()
  // Alone it is a chunk like any other.
  const sorts = [false, true].map((is) => small.filter(({ table }) => apart.has(table.name) === is))
  for (const [pack, members] of sorts.flatMap(fill).entries())
    if (members.length > 1) for (const { chunk } of members) packOf.set(chunk, first + pack)
  return chunks.map((chunk) => {
    const pack = packOf.get(chunk)
    return pack === undefined ? chunk : { ...chunk, pack }
  })
}

/** Chunks as they are worked on: packs together, every other chunk by itself; in the order of their first chunks. */
export function packsOf(chunks: readonly ChunkRef[]): Pack[] {
  const packs: [ChunkRef, ...ChunkRef[]][] = []
  const byNumber = new Map<number, [ChunkRef, ...ChunkRef[]]>()
  for (const chunk of chunks) {
    const known = chunk.pack === undefined ? undefined : byNumber.get(chunk.pack)
    if (known) known.push(chunk)
    else {
      const pack: [ChunkRef, ...ChunkRef[]] = [chunk]
      packs.push(pack)
      if (chunk.pack !== undefined) byNumber.set(chunk.pack, pack)
    }
  }
  return packs
}

/** What is of chunks, that of one pack together; what is of any other chunk by itself. */
export function inPacks<Item extends { readonly chunk: ChunkRef }>(items: readonly Item[]): Item[][] {
  return [...Map.groupBy(items, (item) => item.chunk.pack ?? item).values()]
}

function isWhole({ from, to }: ChunkRef): boolean {
  return from === null && to === null
}

function fill<Member extends { readonly table: Table }>(members: readonly Member[]): Member[][] {
  const packs: Member[][] = []
  let [rows, bytes] = [0, 0]
  for (const member of members) {
    const { rowsEstimate, bytesEstimate } = member.table
    rows += rowsEstimate
    bytes += bytesEstimate
    const last = packs.at(-1)
    if (last && last.length < mostTables && rows <= mostRows && bytes <= mostBytes) last.push(member)
    else {
      packs.push([member])
      rows = rowsEstimate
      bytes = bytesEstimate
    }
  }
  return packs
}
