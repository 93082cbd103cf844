import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { threadWork } from '../../../cli/run/thread-work.ts'
import { afterFile } from '../../setup/take-down.ts'

it('opens no connection any more once the work of a thread has ended: an open one keeps the process alive', async () => {
  let asked = 0
  const server = createServer((socket) => {
    asked += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterFile(async () => void server.close())
  const url = `mysql://reader@127.0.0.1:${(server.address() as { port: number }).port}/shop`
  const work = threadWork({
    ...{ sourceUrl: url, stagingUrl: url, scanned: 'shadow', transformers: [] },
    ...{ artifacts: tmpdir(), key: { file: 'none' }, keyId: 'none' },
  })
  await expect(work.run('reach', null)).rejects.toThrow('cannot connect')
  await work.end()
  await expect(work.run('reach', null)).rejects.toThrow('has ended')
  expect(asked).toBe(1)
})
