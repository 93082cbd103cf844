import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFileStores } from '../../../../shared/adapters/files/file-stores.ts'
import { ownMark } from '../../../../shared/adapters/files/process-mark.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })))

describe('the run lock', () => {
  it('lets one run work and names it to the others, until it ends', async () => {
    const stores = createFileStores(freshFolder())
    const lock = await stores.lock('run-1')
    await expect(stores.lock('run-2')).rejects.toThrow(`run run-1 (process ${process.pid} on ${hostname()})`)
    await lock.release()
    await (await stores.lock('run-2')).release()
  })

  it('is taken over by exactly one of many when its process was killed', async () => {
    const folder = freshFolder()
    const stores = createFileStores(folder)
    await stores.lock('killed')
    const path = join(folder, 'runs/lock.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...deadMark() }))
    const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => stores.lock(`run-${n}`)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(readdirSync(join(folder, 'runs'))).toEqual(['lock.json'])
  })

  it('is not taken over from a process id that is used again by another process, only from the dead one', async () => {
    const { host, pid, began } = ownMark()
    expect(began).not.toBeNull()
    const folder = freshFolder()
    const stores = createFileStores(folder)
    await stores.lock('reused')
    const path = join(folder, 'runs/lock.json')
    writeFileSync(path, JSON.stringify({ runId: 'reused', host, pid, began: `${began}1` }))
    await expect(stores.lock('next')).resolves.toBeDefined()
  })

  it('counts a process of another machine as alive', async () => {
    const folder = freshFolder()
    const stores = createFileStores(folder)
    await stores.lock('elsewhere')
    writeFileSync(
      join(folder, 'runs/lock.json'),
      JSON.stringify({ ...deadMark(), runId: 'elsewhere', host: 'another-host' }),
    )
    await expect(stores.lock('here')).rejects.toThrow('on another-host')
  })

  it('that somebody else took over is not released by the one who had it', async () => {
    const folder = freshFolder()
    const stores = createFileStores(folder)
    const old = await stores.lock('old')
    const path = join(folder, 'runs/lock.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), runId: 'new' }))
    await old.release()
    expect(JSON.parse(readFileSync(path, 'utf8')).runId).toBe('new')
  })
})

describe('artifacts', () => {
  it.each(['s3://bucket/prefix', 'https://example.com', 'file:'])('at %s are refused with a sentence', (url) => {
    expect(() => createFileStores(url)).toThrow(/^artifacts: /)
  })
})

/** A process that certainly ended. */
function deadMark() {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  return { pid, began: 'long ago' }
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-lock-'))
  folders.push(folder)
  return folder
}
