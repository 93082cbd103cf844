import { DistinctSketch } from './distinct.ts'
import { FrequentValues, type StoredFrequencies } from './frequent-values.ts'

/** What the cells of one column look like, without any of them. Lengths in bytes, as values are written as text. */
export interface StoredProfile {
  readonly cells: number
  /** Null where there are no cells. */
  readonly shortest: number | null
  readonly longest: number
  readonly bytes: number
  readonly frequent: StoredFrequencies
}

/** Different values, lengths and the most frequent values of cells that are not NULL. Those of chunks merge into that of the column. */
export class ValueProfile {
  readonly #distinct: DistinctSketch
  readonly #frequent = new FrequentValues()
  #cells = 0
  #shortest = Number.POSITIVE_INFINITY
  #longest = 0
  #bytes = 0

  constructor(distinct?: string, stored?: StoredProfile) {
    this.#distinct = new DistinctSketch(distinct)
    if (stored) this.#mergeStored(stored)
  }

  /** A cell of so many bytes, by its digest. */
  add(bytes: number, hi: number, lo: number): void {
    this.#cells++
    this.#bytes += bytes
    if (bytes < this.#shortest) this.#shortest = bytes
    if (bytes > this.#longest) this.#longest = bytes
    this.#distinct.add(hi, lo)
    this.#frequent.add(lo)
  }

  merge(distinct: string, stored: StoredProfile | undefined): this {
    this.#distinct.merge(new DistinctSketch(distinct))
    if (stored) this.#mergeStored(stored)
    return this
  }

  /** The sketch of its different values, base64. */
  distinct(): string {
    return this.#distinct.toBase64()
  }

  stored(): StoredProfile {
    const shortest = this.#cells > 0 ? this.#shortest : null
    const lengths = { shortest, longest: this.#longest, bytes: this.#bytes }
    return { cells: this.#cells, ...lengths, frequent: this.#frequent.store() }
  }

  #mergeStored({ cells, shortest, longest, bytes, frequent }: StoredProfile): void {
    this.#cells += cells
    this.#bytes += bytes
    this.#shortest = Math.min(this.#shortest, shortest ?? Number.POSITIVE_INFINITY)
    this.#longest = Math.max(this.#longest, longest)
    this.#frequent.merge(frequent)
  }
}

/** Cells of each of the most frequent values, highest first, and by how many each may be too low. */
export function mostFrequent({ frequent }: StoredProfile, most: number): { counts: number[]; missed: number } {
  const all = new FrequentValues()
  all.merge(frequent)
  return { counts: all.top(most), missed: all.missed }
}
