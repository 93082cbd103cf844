/** What a reader reads, and tables into which it looks beside. */
export interface Reading {
  readonly tables: readonly string[]
  readonly beside?: readonly string[]
}

/**
 * The tables whose definition the run's connections to the source hold: whoever wants to ALTER one has to wait. `Reader` is whoever has such
 * a connection.
 */
export class HeldTables<Reader> {
  readonly #reading = new Map<Reader, Reading>()
  readonly #kept = new Map<Reader, Set<string>>()
  /** Whether a table is held until the snapshot ends, rather than until it was read. */
  keeps = false

  /** A reader that waits for a table does not hold it. */
  now(isWaiting: (reader: Reader) => boolean): string[] {
    const reading = [...this.#reading].filter(([reader]) => !isWaiting(reader)).flatMap(([, { tables }]) => tables)
    return [...new Set([...reading, ...[...this.#kept.values()].flatMap((tables) => [...tables])])]
  }

  /** What `work` gives, which reads so. */
  async during<Result>(reader: Reader, reading: Reading, work: () => Promise<Result>): Promise<Result> {
    this.begin(reader, reading)
    try {
      return await work()
    } finally {
      this.end(reader)
    }
  }

  begin(reader: Reader, reading: Reading): void {
    this.#reading.set(reader, reading)
  }

  end(reader: Reader): void {
    const { tables = [], beside = [] } = this.#reading.get(reader) ?? {}
    this.keep(reader, [...tables, ...beside])
    this.#reading.delete(reader)
  }

  /** They were read, and are held where tables are kept. */
  keep(reader: Reader, tables: readonly string[]): void {
    if (this.keeps) this.#kept.set(reader, new Set([...(this.#kept.get(reader) ?? []), ...tables]))
  }

  clear(): void {
    this.#reading.clear()
    this.#kept.clear()
  }
}
