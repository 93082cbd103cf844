const indexBits = 12
const registers = 1 << indexBits
const alpha = 0.7213 / (1 + 1.079 / registers)

/**
 * HyperLogLog (Flajolet and others, 2007) over 64-bit digests: 4,096 registers, standard error 1.6 %; small counts by
 * linear counting, which is nearly exact. Sketches of chunks merge into the sketch of the column.
 */
export class DistinctSketch {
  readonly #ranks: Uint8Array

  constructor(base64?: string) {
    this.#ranks = base64 ? new Uint8Array(Buffer.from(base64, 'base64')) : new Uint8Array(registers)
  }

  add(hi: number, lo: number): void {
    const index = lo & (registers - 1)
    const rank = Math.clz32(hi) + 1
    if (rank > this.#ranks[index]!) this.#ranks[index] = rank
  }

  merge(other: DistinctSketch): this {
    for (let index = 0; index < registers; index++)
      this.#ranks[index] = Math.max(this.#ranks[index]!, other.#ranks[index]!)
    return this
  }

  estimate(): number {
    let sum = 0
    let zeros = 0
    for (const rank of this.#ranks) {
      sum += 2 ** -rank
      if (rank === 0) zeros++
    }
    const raw = (alpha * registers * registers) / sum
    return Math.round(raw <= 2.5 * registers && zeros > 0 ? registers * Math.log(registers / zeros) : raw)
  }

  toBase64(): string {
    return Buffer.from(this.#ranks).toString('base64')
  }
}
