import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { FileStore } from '../../../../shared/adapters/files/file-store.ts'
import { createFileStores } from '../../../../shared/adapters/files/file-stores.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const record = 'audit/2026/01/01/r1.json'

it('a published run ends the artifacts of all but the newest runs, and every masked chunk, but no audit record', async () => {
  const { objects, stores } = await artifacts()
  await put(objects, 'r1', 'r2', 'r3', 'r4', 'r5')
  for (const path of ['runs/r5/chunks/x/0', 'runs/lock.json', record]) await objects.put(path, Buffer.from('{}'))
  await stores.expire({ runId: 'r1', published: true })
  expect(await objects.list('runs')).toEqual([
    'runs/lock.json',
    ...['r1', 'r3', 'r4', 'r5'].map((run) => `runs/${run}/plan.json`),
  ])
  expect(await objects.list('audit')).toEqual([record])
})

it('runs that fail, night after night, end the artifacts of each other, and never what verify and rollback need', async () => {
  const { objects, stores } = await artifacts()
  await put(objects, 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7')
  await put(objects, 'r8-dataset')
  for (const run of ['r1', 'r2', 'r8-dataset'])
    await objects.put(`runs/${run}/notes/publication.json`, Buffer.from('{}'))
  await objects.put('runs/r8-dataset/plan.json', Buffer.from('{"dataset":"recent"}'))
  for (const run of ['r5', 'r6']) await objects.put(`runs/${run}/chunks/x/0`, Buffer.from('{}'))
  await stores.expire({ runId: 'r7', published: false })
  const left = await objects.list('runs')
  expect([...new Set(left.map((path) => path.split('/')[1]))]).toEqual(['r1', 'r2', 'r6', 'r7', 'r8-dataset'])
  expect(left.filter((path) => path.includes('/chunks/'))).toEqual(['runs/r6/chunks/x/0'])
  await stores.expire({ runId: 'r7', published: true })
  expect((await objects.list('runs')).filter((path) => path.includes('/chunks/'))).toEqual([])
})

async function artifacts() {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-expire-'))
  folders.push(folder)
  return { objects: new FileStore(folder), stores: createFileStores(folder) }
}

async function put(objects: FileStore, ...runs: string[]): Promise<void> {
  for (const run of runs) await objects.put(`runs/${run}/plan.json`, Buffer.from('{"dataset":null}'))
}
