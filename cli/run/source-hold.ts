import { type StallWatch, watchForStalls } from '../../shared/adapters/mysql/reading/stall-watch.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import type { ThreadPool } from './thread-pool.ts'
import type { Tasked } from './thread-tasks.ts'

/** What the run holds of the source, from the opening of the snapshot to the last byte read. */
export class SourceHold {
  readonly #pool: ThreadPool
  readonly #watch: StallWatch

  /** `readers` are the threads whose connections are in the snapshot, by the id of their connection. */
  constructor(pool: ThreadPool, wire: Wire, database: string, readers: ReadonlyMap<Tasked, string>) {
    this.#pool = pool
    this.#watch = watchForStalls({
      wire,
      database,
      connectionIds: [...readers.values()],
      held: (waiting) => pool.held.now((thread) => waiting.has(readers.get(thread) ?? '')),
    })
  }

  /** The result of reading, unless production had to wait for the snapshot. */
  whileReading<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#watch.stalled])
  }

  /** The run is over, whatever became of it. */
  stop(): void {
    this.#watch.stop()
  }

  /** Everything was read: no transaction and no lock is left in the source. */
  async release(): Promise<void> {
    this.stop()
    this.#pool.held.clear()
    await this.#pool.all('release', null)
  }
}
