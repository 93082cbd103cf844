import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runtimeClient } from './client.ts'
import { FunctionProcess } from './function-process.ts'
import { RuntimeApi } from './runtime-api.ts'

const opened: { process: FunctionProcess; folder: string }[] = []
afterEach(async () => {
  for (const { process, folder } of opened.splice(0)) {
    await process.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

describe(`a function under ${runtimeClient().name}`, () => {
  it('answers call after call in one process, which has its own settings and none of ours', async () => {
    const process = await start(
      'let calls = 0; exports.handler = async ({ n }) => ({ n, calls: ++calls, own: process.env.OWN, ours: process.env.VITEST })',
    )
    expect(await process.invoke({ n: 1 })).toEqual({ payload: { n: 1, calls: 1, own: 'yes' } })
    expect(await process.invoke({ n: 2 })).toEqual({ payload: { n: 2, calls: 2, own: 'yes' } })
  })

  it('that throws is told by the name of its error and its sentence', async () => {
    const process = await start(
      "exports.handler = async () => { throw Object.assign(new Error('a leak'), { name: 'Refused' }) }",
    )
    expect(await process.invoke({})).toMatchObject({ functionError: { errorType: 'Refused', errorMessage: 'a leak' } })
  })

  it('whose process ends fails its call and every later one', async () => {
    const process = await start('exports.handler = async () => process.exit(3)')
    const failure = { functionError: { errorType: 'Runtime.ExitError' } }
    expect(await process.invoke({})).toMatchObject(failure)
    expect(await process.invoke({})).toMatchObject(failure)
  })

  it('that does not answer in its time fails its call, and goes', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const process = await start(
      "exports.handler = () => (console.log('begun'), new Promise((resolve) => setTimeout(resolve, 60_000)))",
      2,
    )
    expect(await process.invoke({})).toMatchObject({ functionError: { errorType: 'Sandbox.Timedout' } })
    expect(told.mock.lastCall?.[0]).toMatch(/^small has not answered in 2 s \(1 calls handed out[\s\S]*begun/)
    told.mockRestore()
  })

  it('that cannot be loaded, for want of a package, fails its first call', async () => {
    const process = await start("require('mysql2'); exports.handler = async () => 1")
    expect(await process.invoke({})).toMatchObject({
      functionError: { errorType: expect.stringMatching(/^Runtime\./) },
    })
  })

  it('writes its log where the test finds it', async () => {
    const process = await start("exports.handler = async () => void console.log('told')")
    await process.invoke({})
    await expect.poll(() => process.log).toContain('told')
  })
})

it('a call is not handed to a client that hung up while it waited, but to who asks next', {
  timeout: 10_000,
}, async () => {
  const api = new RuntimeApi('arn:aws:lambda:eu-central-1:123456789012:function:small', 10)
  const next = `http://${await api.listen()}/2018-06-01/runtime/invocation/next`
  const hungUp = new AbortController()
  const lost = fetch(next, { signal: hungUp.signal }).catch(() => 'hung up')
  await sleep(100)
  hungUp.abort()
  expect(await lost).toBe('hung up')
  const asked = fetch(next).then(async (response) => [
    response.headers.get('Lambda-Runtime-Aws-Request-Id'),
    await response.json(),
  ])
  await sleep(100)
  const answer = api.invoke({ n: 1 })
  const [id, payload] = await asked
  expect(payload).toEqual({ n: 1 })
  await fetch(next.replace('next', `${id}/response`), { method: 'POST', body: '2' })
  expect(await answer).toEqual({ payload: 2 })
  api.end({ errorType: 'Ended', errorMessage: '' })
})

async function start(code: string, timeoutSeconds = 10): Promise<FunctionProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-runtime-'))
  writeFileSync(join(folder, 'index.js'), code)
  const process = await FunctionProcess.start({
    ...{ folder, name: 'small', handler: 'index.handler', timeoutSeconds, memoryMiB: 128 },
    environment: { OWN: 'yes', AWS_REGION: 'eu-central-1' },
  })
  opened.push({ process, folder })
  return process
}
