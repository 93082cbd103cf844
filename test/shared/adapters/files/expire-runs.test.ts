import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { FileStore } from '../../../../shared/adapters/files/file-store.ts'
import { createFileStores } from '../../../../shared/adapters/files/file-stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-expire-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a published run ends the artifacts of all but the newest runs, and every masked chunk, but no audit record', async () => {
  const objects = new FileStore(folder)
  const runs = ['20260101-a', '20260102-b', '20260103-c', '20260104-d', '20260105-e']
  for (const run of runs) await objects.put(`runs/${run}/plan.json`, Buffer.from('{}'))
  for (const path of ['runs/20260105-e/chunks/x/0', 'runs/lock.json', 'audit/2026/01/01/20260101-a.json'])
    await objects.put(path, Buffer.from('{}'))
  await createFileStores(folder).expire('20260101-a')
  expect(await objects.list('runs')).toEqual([
    ...['20260101-a', '20260103-c', '20260104-d', '20260105-e'].map((run) => `runs/${run}/plan.json`),
    'runs/lock.json',
  ])
  expect(await objects.list('audit')).toEqual(['audit/2026/01/01/20260101-a.json'])
})
