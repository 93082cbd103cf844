import type { PlanStore } from '../../shared/ports.ts'
import { packError, reviveError } from './thread-error.ts'
import type { Tasked, ThreadSetup, ThreadTask, ThreadTaskName } from './thread-tasks.ts'
import { type ThreadWork, threadWork } from './thread-work.ts'

/** The tasks of a worker thread, done in the process itself; their failures are told as a thread tells them. */
export class OwnThread implements Tasked {
  readonly #work: ThreadWork
  readonly #pending = new Set<Promise<unknown>>()

  constructor(setup: ThreadSetup, plans: PlanStore | null = null) {
    this.#work = threadWork(setup, plans)
  }

  async run<Name extends ThreadTaskName>(
    name: Name,
    input: ThreadTask[Name]['input'],
  ): Promise<ThreadTask[Name]['output']> {
    const task = this.#work.run(name, input)
    this.#pending.add(task)
    try {
      return (await task) as ThreadTask[Name]['output']
    } catch (error) {
      throw reviveError(packError(error))
    } finally {
      this.#pending.delete(task)
    }
  }

  /** Ends its connections at once, and with them its tasks. */
  async stop(): Promise<void> {
    await this.#work.end()
    await Promise.allSettled(this.#pending)
  }
}
