import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { RunFailedError } from '../../shared/errors.ts'
import { reviveError } from './thread-error.ts'
import type { Tasked, ThreadAnswer, ThreadSetup, ThreadTask, ThreadTaskName } from './thread-tasks.ts'

// Beside this folder, with the ending that this file has: TypeScript in the checkout, JavaScript when installed.
const workerUrl = new URL(`../worker${import.meta.url.slice(-3)}`, import.meta.url)

// Most of what a thread allocates is a string of one cell: a small young generation keeps them in the cache.
const resourceLimits = { maxYoungGenerationSizeMb: 16 }

/** One worker thread: posts tasks and matches their answers. A thread that dies fails every task it had. */
export class WorkerThread implements Tasked {
  readonly #worker: Worker
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #nextId = 0

  constructor(setup: ThreadSetup) {
    this.#worker = new Worker(workerUrl, { workerData: setup, resourceLimits, env: threadEnvironment() })
    this.#worker.on('message', (answer: ThreadAnswer) => this.#settle(answer))
    this.#worker.on('error', () => this.#failAll())
    this.#worker.on('exit', () => this.#failAll())
  }

  run<Name extends ThreadTaskName>(name: Name, input: ThreadTask[Name]['input']): Promise<ThreadTask[Name]['output']> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject })
      this.#worker.postMessage({ id, name, input })
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(answer: ThreadAnswer): void {
    const task = this.#pending.get(answer.id)
    this.#pending.delete(answer.id)
    if (answer.error) task?.reject(reviveError(answer.error))
    else task?.resolve(answer.output)
  }

  #failAll(): void {
    for (const { reject } of this.#pending.values())
      reject(new RunFailedError('A worker thread ended unexpectedly; nothing was published.'))
    this.#pending.clear()
  }
}

// A thread looks for kept code before it reads its first file only where its environment says so.
function threadEnvironment(): NodeJS.ProcessEnv {
  const kept = getCompileCacheDir()
  return kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(kept) }
}
