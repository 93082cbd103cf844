import { parentPort, workerData } from 'node:worker_threads'
import { packError } from './run/thread-error.ts'
import type { ThreadRequest, ThreadSetup } from './run/thread-tasks.ts'
import { threadWork } from './run/thread-work.ts'

// The composition root of one worker thread: a connection to each side, and the steps of a chunk.
const work = threadWork(workerData as ThreadSetup)

parentPort?.on('message', async ({ id, name, input }: ThreadRequest) => {
  try {
    parentPort?.postMessage({ id, output: await work.run(name, input) })
  } catch (error) {
    parentPort?.postMessage({ id, error: packError(error) })
  }
})
