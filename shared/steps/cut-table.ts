import type { TablePlan } from '../policy/plan.ts'
import type { Source } from '../ports.ts'
import { type ChunkRef, type KeyBound, type KeyRange, wholeTable } from '../schema/chunk.ts'
import { chunkScale, cuttableColumns, targetRows } from '../schema/chunks.ts'
import { type KeySpace, keySpace } from '../schema/key-space.ts'
import { keyForm } from '../schema/key-values.ts'
import type { Column, Table } from '../schema/schema.ts'

export type CuttingPorts = Pick<Source, 'keyEnds' | 'estimateRows' | 'sortTexts' | 'inOrder'>

/** What both servers say of a range without a row. */
const leastEstimate = 1
/** Ranges of ranges of ranges: a text key of which all begin alike needs some. */
const mostLevels = 16
/** InnoDB doubles its estimate of a range that is larger than a few pages (btr_estimate_n_rows_in_range). */
const mostOverestimated = 2
/** What holds more than so many chunks is divided further. */
const largest = 1.5
/** A range is divided into so many slices at least, and slices make chunks: the more there are, the more even are the chunks of a table. */
const fewestSlices = 8n

/**
 * Cuts a table where its rows are: the index tells about how many lie between two keys, without reading them, and what holds too many
 * is divided again, by the next column of the key where one value has them all. The first and the last chunk are open-ended: together they
 * hold every row, whatever was inserted since.
 */
export async function cutTable(
  table: Table,
  columns: readonly Column[],
  rowsPerChunk: number,
  source: CuttingPorts,
): Promise<ChunkRef[]> {
  if (columns.length === 0 || table.rowsEstimate <= rowsPerChunk) return [wholeTable(table.name)]
  const cutting = new Cutting(table, columns, rowsPerChunk, source)
  const cuts = await cutting.between({ from: null, to: null }, 0, table.rowsEstimate)
  const bounds = [null, ...cuts, null]
  const names = columns.map(({ name }) => name)
  return bounds
    .slice(1)
    .map((to, n) => ({ table: table.name, n, columns: bounds.length > 2 ? names : [], from: bounds[n] ?? null, to }))
}

/** The columns by which a table may be cut under its rules. */
export function cutColumns(table: Table, rules: TablePlan['columns']): Column[] {
  return cuttableColumns(table, (name) => rules.some(({ column, rule }) => column === name && rule.mask === 'keep'))
}

/** How many rows a chunk of each of these tables is to hold; `asked` is what somebody asked for. */
export function chunkSizes(
  tables: readonly TablePlan[],
  asked: number | null,
): (table: Pick<Table, 'rowsEstimate' | 'bytesEstimate'>) => number {
  const scale = chunkScale(tables.reduce((sum, { bytesEstimate }) => sum + bytesEstimate, 0))
  return (table) => asked ?? targetRows(table, scale)
}

/**
 * Bounds between rows that came behind the last chunk of an earlier cut, where it holds too many by now for certain: what is cut once more is
 * another chunk, and read, masked and written anew.
 */
export async function cutBehind(
  table: Table,
  columns: readonly Column[],
  from: KeyBound,
  rowsPerChunk: number,
  source: CuttingPorts,
): Promise<KeyBound[]> {
  const [rows = 0] = await source.estimateRows(table, columns, [
    { fixed: from.slice(0, -1), from: from.at(-1)!, to: null },
  ])
  if (rows <= rowsPerChunk * largest * mostOverestimated) return []
  return new Cutting(table, columns, rowsPerChunk, source).between({ from, to: null }, 0, rows)
}

class Cutting {
  readonly #table: Table
  readonly #columns: readonly Column[]
  readonly #rows: number
  readonly #source: CuttingPorts

  constructor(table: Table, columns: readonly Column[], rowsPerChunk: number, source: CuttingPorts) {
    this.#table = table
    this.#columns = columns
    this.#rows = rowsPerChunk
    this.#source = source
  }

  /** Bounds within a range that holds too many rows, about so many; none where it cannot be divided. */
  async between(range: KeyRange, level: number, rows: number): Promise<KeyBound[]> {
    if (level === mostLevels) return []
    const ends = await this.#source.keyEnds(this.#table, this.#columns, range)
    if (!ends) return []
    const at = this.#columns.findIndex((_, at) => ends.first[at] !== ends.last[at])
    const column = this.#columns[at]
    if (!column) return []
    const space = await keySpace(column, ends.first[at]!, ends.last[at]!, (texts) =>
      this.#source.sortTexts(column, texts),
    )
    if (!space || space.last <= space.first) return []
    let width = 1n
    while (width * space.radix * fewestSlices <= space.last - space.first) width *= space.radix
    const fixed = ends.first.slice(0, at)
    return this.#divide({ space, fixed, range, level, rows }, null, null, width)
  }

  /** Cuts at multiples of `width` between two numbers, null for the ends of the space, and further what still holds too many rows. */
  async #divide(part: Part, low: bigint | null, high: bigint | null, width: bigint): Promise<KeyBound[]> {
    const { space, fixed } = part
    const places = await this.#placesOf(part, low, high, width)
    const slices = places.slice(1).map(({ value: to }, at) => ({ fixed, from: places[at]!.value, to }))
    const estimates = await this.#source.estimateRows(this.#table, this.#columns, slices)
    const sum = estimates.reduce((all, estimate) => all + (estimate > leastEstimate ? estimate : 0), 0)
    const scale = Math.min(1, Math.max(1 / mostOverestimated, part.rows / sum))
    // As many chunks as are needed, each with as much: who waits for the largest waits less.
    const even = (sum * scale) / Math.ceil((sum * scale) / this.#rows)
    const bounds: KeyBound[] = []
    let [chunkRows, before, goal] = [0, 0, even]
    for (const [at, estimate] of estimates.entries()) {
      const [from, to] = [places[at]!, places[at + 1]!]
      // What is empty goes with its neighbour: else one row far away would leave a chain of empty chunks behind.
      if (estimate <= leastEstimate) continue
      const rows = estimate * scale
      const isLarge = rows > this.#rows * largest
      // A slice joins the chunk before it where that brings the chunk nearer to what is wanted.
      if (chunkRows > 0 && (isLarge || before + chunkRows + rows / 2 > goal)) {
        bounds.push([...fixed, from.value!])
        before += chunkRows
        chunkRows = 0
        while (goal < before + even / 2) goal += even
      }
      chunkRows += rows
      if (!isLarge) continue
      const inner =
        width > 1n
          ? this.#divide({ ...part, rows }, from.number, to.number, width / space.radix)
          : this.between(rangeOf(part, from.value, to.value), part.level + 1, rows)
      bounds.push(...(await inner))
    }
    return bounds
  }

  /** The ends and the cuts between them, as numbers and as values. */
  async #placesOf(
    { space, fixed, range }: Part,
    low: bigint | null,
    high: bigint | null,
    width: bigint,
  ): Promise<Place[]> {
    const place = (number: bigint) => ({ number, value: space.boundOf(number) })
    const [from, to] = [
      low === null ? { number: null, value: endWithin(range.from, fixed) } : place(low),
      high === null ? { number: null, value: endWithin(range.to, fixed) } : place(high),
    ]
    const cuts = multiples(width, low ?? space.first, high ?? space.last + 1n).map(place)
    const column = this.#columns[fixed.length]!
    // The order of texts and of UUIDs is the server's.
    if (keyForm(column) !== 'text' && column.dataType !== 'uuid') return [from, ...cuts, to]
    const texts = cuts.map(({ value }) => value)
    const sorted = new Set(await this.#source.inOrder(column, texts, { from: from.value, to: to.value }))
    return [from, ...cuts.filter(({ value }) => sorted.has(value)), to]
  }
}

interface Place {
  readonly number: bigint | null
  readonly value: string | null
}

interface Part {
  readonly space: KeySpace
  /** Values of the columns before. */
  readonly fixed: KeyBound
  /** What is divided. */
  readonly range: KeyRange
  readonly level: number
  /** About how many it holds, by what was known before it is divided. */
  readonly rows: number
}

/** Where a range ends among the keys that begin with `fixed`; null where it has all of them. */
function endWithin(end: KeyBound | null, fixed: KeyBound): string | null {
  return end?.length === fixed.length + 1 && fixed.every((value, at) => value === end[at]) ? end.at(-1)! : null
}

function rangeOf({ fixed, range }: Part, from: string | null, to: string | null): KeyRange {
  return {
    from: from === null ? range.from : [...fixed, from],
    to: to === null ? range.to : [...fixed, to],
  }
}

function multiples(width: bigint, after: bigint, before: bigint): bigint[] {
  const cuts: bigint[] = []
  const first = (after / width + (after >= 0n ? 1n : 0n)) * width
  for (let cut = first; cut < before; cut += width) if (cut > after) cuts.push(cut)
  return cuts
}
