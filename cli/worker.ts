import { parentPort, workerData } from 'node:worker_threads'
import { cacheCode } from './code-cache.ts'
import { packError } from './run/thread-error.ts'
import type { ThreadRequest, ThreadSetup } from './run/thread-tasks.ts'

// The composition root of one worker thread: a connection to each side, and the steps of a chunk.
cacheCode()
const { threadWork } = await import('./run/thread-work.ts')
const work = threadWork(workerData as ThreadSetup)

parentPort?.on('message', async ({ id, name, input }: ThreadRequest) => {
  try {
    parentPort?.postMessage({ id, output: await work(name, input) })
  } catch (error) {
    parentPort?.postMessage({ id, error: packError(error) })
  }
})
