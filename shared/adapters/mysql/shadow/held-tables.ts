/**
 * The tables whose definition the run's connections to the source hold: whoever wants to ALTER one has to wait. `Reader` is whoever has such
 * a connection.
 */
export class HeldTables<Reader> {
  readonly #reading = new Map<Reader, readonly [string, ...string[]]>()
  readonly #kept = new Map<Reader, Set<string>>()
  /** Whether a table is held until the snapshot ends, rather than until it was read. */
  keeps = false

  /** A reader that waits for a table does not hold it. */
  now(isWaiting: (reader: Reader) => boolean): string[] {
    const reading = [...this.#reading].filter(([reader]) => !isWaiting(reader)).map(([, [table]]) => table)
    return [...new Set([...reading, ...[...this.#kept.values()].flatMap((tables) => [...tables])])]
  }

  /** What `work` gives; it reads the first table, and looks into the others beside it. */
  async during<Result>(
    reader: Reader,
    tables: readonly [string, ...string[]],
    work: () => Promise<Result>,
  ): Promise<Result> {
    this.begin(reader, tables)
    try {
      return await work()
    } finally {
      this.end(reader)
    }
  }

  begin(reader: Reader, tables: readonly [string, ...string[]]): void {
    this.#reading.set(reader, tables)
  }

  end(reader: Reader): void {
    this.keep(reader, this.#reading.get(reader) ?? [])
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
