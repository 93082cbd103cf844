import type { Originals } from '../../masking/digests/originals.ts'

/** A pack is written when its digests take this much. */
export const packBytes = 32 << 20

type Entry = Omit<Originals, 'digests' | 'openers' | 'drawn'>

interface Merging {
  readonly entry: Entry
  read: number
  cells: number
  contacts: number
  readonly numbers: Map<string, number>
  readonly digests: Uint32Array[]
  readonly openers: Uint32Array[]
  readonly drawn: Uint32Array[]
}

/** Gathers the originals of many chunks, column by column; nothing is left out, so that counts stay what they are chunk by chunk. */
export class OriginalsPack {
  bytes = 0
  #columns = new Map<string, Merging>()

  add(originals: readonly Originals[]): void {
    for (const { digests, openers, drawn, ...entry } of originals) {
      const merging = this.#of(entry)
      merging.read += entry.read
      merging.cells += entry.cells
      merging.contacts += entry.contacts ?? 0
      for (const [id, count] of Object.entries(entry.numbers ?? {}))
        merging.numbers.set(id, (merging.numbers.get(id) ?? 0) + count)
      merging.digests.push(digests)
      merging.openers.push(openers)
      if (drawn) merging.drawn.push(drawn)
      this.bytes += (digests.length + openers.length + (drawn?.length ?? 0)) * 4
    }
  }

  /** What was gathered; it begins anew. */
  take(): Originals[] {
    const merged = [...this.#columns.values()].map(
      ({ entry, read, cells, contacts, numbers, digests, openers, drawn }) => ({
        ...entry,
        ...(contacts > 0 ? { contacts } : {}),
        ...(numbers.size > 0 ? { numbers: Object.fromEntries(numbers) } : {}),
        ...{ read, cells, digests: joined(digests), openers: joined(openers) },
        ...(drawn.length > 0 ? { drawn: joined(drawn) } : {}),
      }),
    )
    this.#columns = new Map()
    this.bytes = 0
    return merged
  }

  #of(entry: Entry): Merging {
    const { keyId, table, column, branch, kind, form } = entry
    const id = JSON.stringify([keyId, table, column, branch, kind, form])
    const known = this.#columns.get(id)
    if (known) return known
    const merging = {
      entry,
      ...{ read: 0, cells: 0, contacts: 0, numbers: new Map() },
      digests: [],
      openers: [],
      drawn: [],
    }
    this.#columns.set(id, merging)
    return merging
  }
}

function joined(arrays: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    all.set(array, at)
    at += array.length
  }
  return all
}
