import { availableParallelism } from 'node:os'
import { HeldTables } from '../../shared/adapters/mysql/shadow/held-tables.ts'
import { isLocal, parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import type { PlanStore, Scanner, Shadow } from '../../shared/ports.ts'
import { inPacks } from '../../shared/schema/packs.ts'
import type { ScanPart } from '../../shared/verification/scan.ts'
import { Lanes } from './lanes.ts'
import { OwnThread } from './own-thread.ts'
import type { Tasked, ThreadSetup, ThreadTask, ThreadTaskName } from './thread-tasks.ts'
import { WorkerThread } from './worker-thread.ts'

/** How many workers somebody asked for, null where nobody did; then so many of them are the process itself. */
export interface PoolSize {
  readonly workers: number | null
  readonly own: number
}

/**
 * The threads of a run. Each has a connection to the source and one to staging. A small database is done by the process itself, over as
 * many connections: to start threads takes longer than to mask it. Of one that is not large, or where a night masks only what changed, the process
 * itself does the work of one thread.
 */
export class ThreadPool {
  #threads: readonly Tasked[]
  readonly held = new HeldTables<Tasked>()
  #readers: readonly Tasked[]
  #source: Lanes<Tasked>
  #staging: Lanes<Tasked>

  /** `plans`: of the process itself, for the work that it does; `started`: threads that are there already, no more than are needed. */
  constructor(setup: ThreadSetup, size: PoolSize, plans: PlanStore | null = null, started: readonly Tasked[] = []) {
    const length = size.workers ?? defaultThreads(setup)
    const byItself = ownAmong(length, size)
    this.#threads = Array.from({ length }, (_, at) =>
      at < byItself ? new OwnThread(setup, plans) : (started[length - 1 - at] ?? new WorkerThread(setup)),
    )
    this.#readers = this.#threads
    this.#source = new Lanes(this.#threads)
    this.#staging = new Lanes(this.#threads)
  }

  get threads(): readonly Tasked[] {
    return this.#threads
  }

  /** Before any work: threads beyond these have nothing to do, and end. */
  async keep(size: number): Promise<void> {
    const ending = this.#threads.slice(size)
    this.#threads = this.#threads.slice(0, size)
    this.#readers = this.#threads
    this.#source = new Lanes(this.#threads)
    this.#staging = new Lanes(this.#threads)
    await Promise.all(ending.map((thread) => thread.stop()))
  }

  /** Where only one connection holds the snapshot, only its thread reads. */
  readWith(connections: number): void {
    this.#readers = this.threads.slice(0, connections)
    this.#source = new Lanes(this.#readers)
  }

  /** Whether the thread's connection is in the snapshot. */
  reads(thread: Tasked): boolean {
    return this.#readers.includes(thread)
  }

  /** Digests a pack's real values, on the source connection of the next free thread. */
  survey(input: ThreadTask['survey']['input']): Promise<ThreadTask['survey']['output']> {
    return this.#source.use((thread) =>
      this.held.during(thread, { tables: input.chunks.map(({ table }) => table) }, () => thread.run('survey', input)),
    )
  }

  /** A task on the staging connection of the next free thread. */
  write<Name extends 'restore' | 'scan'>(
    name: Name,
    input: ThreadTask[Name]['input'],
  ): Promise<ThreadTask[Name]['output']> {
    return this.#staging.use((thread) => thread.run(name, input))
  }

  /** The same task on every thread. */
  async all<Name extends ThreadTaskName>(name: Name, input: ThreadTask[Name]['input']): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.run(name, input)))
  }

  /** The check of all rows over all threads, beside questions to `shadow`; `scanned` hears of the rows of each part. */
  scanner(shadow: Shadow, scanned: (rows: number, bytes: number) => void): Scanner {
    return {
      countOrphans: shadow.countAllOrphans,
      scan: async (index, parts) => {
        const scan = async (some: readonly ScanPart[]) => {
          const scanning = inPacks(some).map(async (together) => {
            const reports = await this.write('scan', together)
            for (const { rows, bytes } of reports) scanned(rows, bytes)
            return reports
          })
          return (await Promise.all(scanning)).flat()
        }
        const { found = [], searched = [] } = Object.groupBy(parts, (part) => (part.found ? 'found' : 'searched'))
        const search = async () => {
          await this.all('index', await index)
          return scan(searched)
        }
        return (await Promise.all([scan(found), searched.length > 0 ? search() : []])).flat()
      },
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()))
  }
}

/** The threads of such a pool beside the process itself, before there is one: they read their modules while it is not known what there is to do. */
export function startThreads(setup: ThreadSetup, size: PoolSize): Tasked[] {
  const length = size.workers ?? defaultThreads(setup)
  return Array.from({ length: length - ownAmong(length, size) }, () => new WorkerThread(setup))
}

/** How many of so many threads the process itself is: none where somebody asked for threads. */
function ownAmong(length: number, { workers, own }: PoolSize): number {
  return workers === null ? Math.min(own, length) : 0
}

const small = { rows: 20_000, bytes: 8 * 2 ** 20 }
/** A thread starts within the time of so much, and takes 50 MB. */
const modest = { rows: 250_000, bytes: 64 * 2 ** 20 }

/**
 * How many threads the process itself is: all where tables hold so little that threads would do nothing but start, one where a thread less
 * to start is felt. Servers estimate: an old estimate costs time, no more.
 */
export function ownThreads(
  tables: readonly { readonly rowsEstimate: number; readonly bytesEstimate: number }[],
): number {
  const sum = (of: 'rowsEstimate' | 'bytesEstimate') => tables.reduce((total, table) => total + table[of], 0)
  const holds = (most: typeof small) => sum('rowsEstimate') <= most.rows && sum('bytesEstimate') <= most.bytes
  return holds(small) ? Number.POSITIVE_INFINITY : holds(modest) ? 1 : 0
}

/** As many threads as can help on this machine: each is busy for half of its time at least, and takes 50 MB. */
export function mostThreads(): number {
  return Math.min(16, availableParallelism() * 4)
}

/** As many as were asked for, as far as they can help; null where nobody asked. */
export function threadsFor(workers: number | null): number | null {
  return workers === null ? null : Math.min(workers, mostThreads())
}

/** What is told of `workers` that were asked for where fewer are used. */
export function whyFewer(workers: number, used: number): string {
  const why = used === mostThreads() ? `more do not help on ${availableParallelism()} cores` : 'one for each chunk'
  return `--workers ${workers}: ${used} ${used === 1 ? 'is' : 'are'} used, ${why}.`
}

// A server on this machine shares its cores: two streams load fastest on two, and three or four are slower (bench/). One elsewhere
// has its own, and a thread waits for it half of the time.
function defaultThreads({ sourceUrl, stagingUrl }: ThreadSetup): number {
  const here = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2) * 2))
  const servers = [sourceUrl, stagingUrl].filter((url) => url !== null).map(parseDatabaseUrl)
  return servers.every(isLocal) ? here : here * 2
}
