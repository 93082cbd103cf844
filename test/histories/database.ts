import type { Connection } from 'mysql2/promise'
import { connectTo } from '../../faults/lane/sql.ts'

/** What the server refuses because of what rows hold: a draw that cannot be had, and no mistake of the history. */
const refusals: ReadonlySet<number> = new Set([
  ...[1048, 1062, 1451, 1452, 1761, 1762, 1264, 1265, 1292, 1366, 1406, 3819, 4025, 1586],
])

/** A schema of the history's own, over one connection that stays open. */
export class Database {
  readonly url: string
  readonly name: string
  #connection: Promise<Connection> | null = null

  /** `url` without a database. */
  constructor(url: string, name: string) {
    this.url = url
    this.name = name
  }

  async rows(sql: string): Promise<(string | null)[][]> {
    const [rows] = await (await this.#open()).query(sql)
    return Array.isArray(rows) ? (rows as (string | null)[][]) : []
  }

  async column(sql: string): Promise<string[]> {
    return (await this.rows(sql)).flatMap(([cell]) => (cell === null || cell === undefined ? [] : [cell]))
  }

  /** False where rows stand against it; throws on any other refusal. */
  async tries(sql: string): Promise<boolean> {
    try {
      await this.rows(sql)
      return true
    } catch (error) {
      if (refusals.has((error as { errno?: number }).errno ?? 0)) return false
      throw new Error(`${(error as Error).message}: ${sql.slice(0, 300)}`)
    }
  }

  close(): void {
    void this.#connection?.then((connection) => connection.destroy()).catch(() => undefined)
    this.#connection = null
  }

  async #open(): Promise<Connection> {
    this.#connection ??= connectTo(`${this.url}/${this.name}`).then(async (connection) => {
      await connection.query(
        "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'",
      )
      return connection
    })
    return this.#connection
  }
}
