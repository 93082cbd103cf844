/** The tables whose definition the run's connections to the source hold: whoever wants to ALTER one has to wait. */
export class HeldTables {
  readonly #reads = new Map<string, number>()
  /** Whether a table is held until the snapshot ends, rather than until it was read. */
  keeps = false

  now(): string[] {
    return [...this.#reads.keys()]
  }

  /** What `work` gives; it reads these tables. */
  async during<Result>(tables: readonly string[], work: () => Promise<Result>): Promise<Result> {
    for (const table of tables) this.#reads.set(table, (this.#reads.get(table) ?? 0) + 1)
    try {
      return await work()
    } finally {
      if (!this.keeps) for (const table of tables) this.#letGo(table)
    }
  }

  clear(): void {
    this.#reads.clear()
  }

  #letGo(table: string): void {
    const reads = (this.#reads.get(table) ?? 0) - 1
    if (reads > 0) this.#reads.set(table, reads)
    else this.#reads.delete(table)
  }
}
