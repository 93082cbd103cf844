import type { FindRows, KeyLookup } from './key-lookup.ts'
import { KeySet } from './key-set.ts'
import { count, type Meter } from './meter.ts'
import type { Channel, Route } from './route.ts'
import { RowCuts } from './row-cuts.ts'
import { needed, RowsOfTable } from './rows-of-table.ts'
import type { Dangling } from './subset.ts'
import { countUnmet } from './unmet.ts'
import { UpwardLookups } from './upward-lookups.ts'

type Descent = Route['descents'][number]
type Search = Pick<FindRows, 'by' | 'types' | 'keys' | 'to'> & Partial<FindRows>
type Visit = (bytes: Uint8Array, cuts: Uint32Array) => void

/**
 * Goes from row to row until nothing is missing: children by level, the nearest first, then whatever all of them need, and so
 * on. Each row's level is the least by which it can be reached, so the result does not depend on the order of the lookups.
 */
export class Closure {
  readonly tables: ReadonlyMap<string, RowsOfTable>
  readonly dangling: Dangling[] = []
  readonly #lookup: KeyLookup
  readonly #meter: Meter
  readonly #up = new UpwardLookups()
  /** Keys whose children are wanted, by the level at which the children will be. */
  readonly #down = new Map<number, Map<Descent, KeySet>>()

  constructor(routes: ReadonlyMap<string, Route>, lookup: KeyLookup, meter: Meter) {
    this.tables = new Map([...routes].map(([name, route]) => [name, new RowsOfTable(route)]))
    this.#lookup = lookup
    this.#meter = meter
  }

  /** Takes the rows asked for and everything that belongs to them. */
  async close(from: string, asked: KeySet): Promise<void> {
    const rows = this.tables.get(from)!
    const { columns } = rows.route.identity
    await this.#find(rows, { by: names(columns), types: columns, keys: asked, to: asked.size }, 0, 'asked for')
    for (;;) {
      const level = Math.min(...this.#down.keys())
      const channel = this.#up.next()
      if (Number.isFinite(level)) await this.#goDown(level)
      else if (channel) await this.#goUp(channel)
      else return
    }
  }

  async #goDown(level: number): Promise<void> {
    const pending = this.#down.get(level)!
    this.#down.delete(level)
    for (const [{ reference, limit }, keys] of pending) {
      const rows = this.tables.get(reference.table.name)!
      const by = names(reference.columns)
      const order = names(rows.route.identity.columns)
      const search = { by, types: reference.targetColumns, keys, to: keys.size, when: reference.when, order }
      await this.#find(rows, { ...search, limitPerKey: limit }, level, `child by ${reference.name}`)
    }
  }

  async #goUp(channel: Channel): Promise<void> {
    const rows = this.tables.get(channel.target.name)!
    const { keys, from, to, why } = this.#up.take(channel)
    const { columns, types, at } = channel
    const met = new Uint8Array(to - from)
    const meet: Visit = (bytes, cuts) => {
      const index = keys.find(bytes, cuts[at]!, cuts[at + columns.length]!)
      if (index >= from && index < to) met[index - from] = 1
    }
    await this.#find(rows, { by: names(columns), types, keys, from, to }, needed, why, meet)
    const unmet = await countUnmet(channel, keys, from, met, this.#lookup)
    if (unmet > 0) this.dangling.push({ references: channel.names, keys: unmet })
  }

  async #find(rows: RowsOfTable, search: Search, level: number, why: string, visit?: Visit): Promise<void> {
    const { table, cells } = rows.route
    const row = new RowCuts(cells.length)
    const fixed = { from: 0, when: [], where: null, limitPerKey: null, order: [] }
    rows.begin()
    for await (const batch of this.#lookup.find({ ...fixed, ...search, table: table.name, cells })) {
      this.#meter.check()
      row.each(batch, (bytes) => {
        visit?.(bytes, row.cuts)
        this.#arrive(rows, bytes, row, level, why)
      })
    }
  }

  #arrive(rows: RowsOfTable, bytes: Uint8Array, row: RowCuts, level: number, why: string): void {
    const { identity, needs, descents } = rows.route
    const news = rows.arrive(bytes, row.cuts[0]!, row.cuts[identity.columns.length]!, level, why)
    if (news === null) return
    if (news === 'new') {
      this.#meter.add(() => this.#soFar())
      for (const need of needs) this.#up.ask(need, bytes, row, this.tables)
    }
    for (const descent of descents) {
      const { at, depth, ofNeeded, reference } = descent
      const end = at + reference.columns.length
      const isFollowed = ofNeeded ? news === 'new' : level < depth
      if (!isFollowed || row.hasNull(bytes, at, reference.columns.length)) continue
      this.#pending(ofNeeded ? 1 : level + 1, descent).add(bytes, row.cuts[at]!, row.cuts[end]!)
    }
  }

  #pending(level: number, descent: Descent): KeySet {
    const ofLevel = this.#down.get(level) ?? new Map<Descent, KeySet>()
    this.#down.set(level, ofLevel)
    const keys = ofLevel.get(descent) ?? new KeySet()
    ofLevel.set(descent, keys)
    return keys
  }

  #soFar(): string {
    return [...this.tables.values()]
      .filter(({ rows }) => rows > 0)
      .map(({ route, rows }) => `${route.table.name} ${count(rows)}`)
      .join(', ')
  }
}

function names(columns: readonly { readonly name: string }[]): string[] {
  return columns.map(({ name }) => name)
}
