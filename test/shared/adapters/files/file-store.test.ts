import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FileStore } from '../../../../shared/adapters/files/file-store.ts'
import { describeObjectStore } from '../object-store-contract.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })))

describeObjectStore('a folder', async () => new FileStore(freshFolder()))

describe('a folder', () => {
  it('is readable by its owner only, folders and files', async () => {
    const folder = freshFolder()
    await new FileStore(join(folder, 'artifacts')).put('runs/a/plan.json', Buffer.from('{}'))
    const modes = ['artifacts', 'artifacts/runs/a', 'artifacts/runs/a/plan.json'].map(
      (path) => statSync(join(folder, path)).mode & 0o777,
    )
    expect(modes).toEqual([0o700, 0o700, 0o600])
  })

  it('hides what a killed writer left half written', async () => {
    const folder = freshFolder()
    const store = new FileStore(folder)
    await store.put('runs/a/1', Buffer.from('x'))
    writeFileSync(join(folder, 'runs/a/.0badc0de'), 'half')
    expect(await store.list('runs')).toEqual(['runs/a/1'])
    await store.delete('runs/a')
    expect(readdirSync(join(folder, 'runs'))).toEqual([])
  })

  it('explains a failure by its code, without a stack of the file system', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'runs'), 'a file where a folder should be')
    await expect(new FileStore(folder).put('runs/a/1', Buffer.from('x'))).rejects.toThrow(
      /runs\/a\/1: the file system answered E/,
    )
  })
})

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-store-'))
  folders.push(folder)
  return folder
}
