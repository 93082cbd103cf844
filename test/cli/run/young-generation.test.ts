import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

const young = new URL('../../../cli/run/young-generation.ts', import.meta.url).href
const program = `
  const { getHeapSpaceStatistics } = require('node:v8')
  const { parentPort } = require('node:worker_threads')
  const fill = async () => {
    let kept = []
    for (let n = 0; n < 4e5; n++) {
      kept.push({ n })
      if (kept.length > 1e5) kept = []
    }
    return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').physical_space_size / 2 ** 20
  }
  import('${young}').then(async ({ withoutGrowth }) => {
    const held = await withoutGrowth(fill)
    parentPort.postMessage({ held, grown: await fill() })
  })`

it('does not grow while many things are read and let go, and may grow again afterwards', async () => {
  const thread = new Worker(program, { eval: true })
  const [{ held, grown }] = await once(thread, 'message')
  expect(held).toBeLessThan(6)
  expect(grown).toBeGreaterThan(held)
  await thread.terminate()
})
