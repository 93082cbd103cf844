import { type StallWatch, watchForStalls } from '../../shared/adapters/mysql/stall-watch.ts'
import type { Wire } from '../../shared/adapters/mysql/wire.ts'
import type { ThreadPool } from './thread-pool.ts'

/** What the run holds of the source, from the opening of the snapshot to the last byte read. */
export class SourceHold {
  readonly #pool: ThreadPool
  readonly #watch: StallWatch

  constructor(pool: ThreadPool, wire: Wire, database: string, connectionIds: readonly string[]) {
    this.#pool = pool
    this.#watch = watchForStalls({ wire, database, held: () => pool.held.now(), connectionIds })
  }

  /** The result of reading, unless production had to wait for the snapshot. */
  whileReading<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#watch.stalled])
  }

  /** Everything was read: no transaction and no lock is left in the source. */
  async release(): Promise<void> {
    this.#watch.stop()
    this.#pool.held.clear()
    await this.#pool.all('release', null)
  }
}
