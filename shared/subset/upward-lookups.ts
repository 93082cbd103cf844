import { KeySet } from './key-set.ts'
import type { Channel, Need } from './route.ts'
import type { RowCuts } from './row-cuts.ts'
import type { RowsOfTable } from './rows-of-table.ts'

const one = 0x31

/** The keys that rows refer to, each asked for once. */
export class UpwardLookups {
  readonly #queues = new Map<Channel, { readonly keys: KeySet; done: number; why: string }>()

  /** Asks for the row that a new row refers to, unless it refers to none or that row is here. */
  ask(
    { reference, at, when, into }: Need,
    bytes: Uint8Array,
    row: RowCuts,
    tables: ReadonlyMap<string, RowsOfTable>,
  ): void {
    const width = reference.columns.length
    // A key that is NULL in part refers to nothing (MATCH SIMPLE).
    if (row.hasNull(bytes, at, width)) return
    for (let cell = when; cell < when + reference.when.length; cell++) if (!isTrue(bytes, row.cuts, cell)) return
    const start = row.cuts[at]!
    const end = row.cuts[at + width]!
    if (into.isIdentity && tables.get(into.target.name)!.keys.find(bytes, start, end) >= 0) return
    const queue = this.#queues.get(into) ?? { keys: new KeySet(), done: 0, why: '' }
    this.#queues.set(into, queue)
    const size = queue.keys.size
    queue.keys.add(bytes, start, end)
    if (size === queue.done && queue.keys.size > size) queue.why = `needed by ${reference.name}`
  }

  /** A channel with keys that nobody looked up yet, null when there is none. */
  next(): Channel | null {
    for (const [channel, { keys, done }] of this.#queues) if (keys.size > done) return channel
    return null
  }

  /** The keys to look up now. */
  take(channel: Channel): { keys: KeySet; from: number; to: number; why: string } {
    const queue = this.#queues.get(channel)!
    const from = queue.done
    queue.done = queue.keys.size
    return { keys: queue.keys, from, to: queue.done, why: queue.why }
  }
}

function isTrue(bytes: Uint8Array, cuts: Uint32Array, cell: number): boolean {
  return bytes[cuts[cell]!] === 1 && bytes[cuts[cell]! + 1] === one
}
