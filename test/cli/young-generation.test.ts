import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const command = fileURLToPath(new URL('../../cli/bin.js', import.meta.url))
const watcher = `
  import { getHeapSpaceStatistics } from 'node:v8'
  process.on('exit', () => {
    let kept = []
    for (let n = 0; n < 4e5; n++) {
      kept.push({ n })
      if (kept.length > 1e5) kept = []
    }
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    console.error(young.physical_space_size / 2 ** 20)
  })`

it('the command has a young generation that does not grow, whatever stays of what it reads', async () => {
  const preload = `data:text/javascript,${encodeURIComponent(watcher)}`
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', preload, command, '--version'])
  expect(Number(stderr.trim().split('\n').at(-1))).toBeLessThan(6)
})
