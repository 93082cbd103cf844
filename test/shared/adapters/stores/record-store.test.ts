import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FileStore } from '../../../../shared/adapters/files/file-store.ts'
import { recordStore } from '../../../../shared/adapters/stores/record-store.ts'
import { digestOf } from '../../../../shared/audit/proof/canonical-json.ts'
import type { AuditRecord } from '../../../../shared/audit/record.ts'
import { fileRecord } from '../../../../shared/steps/file-record.ts'
import { sampleRecord } from '../../audit/sample-record.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })))

describe('the record store', () => {
  it('files a record and its page under the day on which the run began', async () => {
    const { objects, records } = open()
    const path = await records.write(recordOf('run-1', 10), '<p>page</p>')
    expect(path).toBe(objects.locate('audit/2026/11/25/run-1.json'))
    expect(Buffer.from((await objects.get('audit/2026/11/25/run-1.html'))!).toString()).toBe('<p>page</p>')
    expect(await records.read('run-1')).toEqual(recordOf('run-1', 10))
    await expect(records.read('run-9')).rejects.toThrow('no audit record of a run "run-9"')
  })

  it('writes the record of a published run once', async () => {
    const { records } = open()
    await records.write(recordOf('run-1', 10), '')
    await expect(records.write({ ...recordOf('run-1', 11), seed: 7 }, '')).rejects.toThrow('written once')
    expect(await records.read('run-1')).toEqual(recordOf('run-1', 10))
  })

  it('gives a resumed run a further record for each attempt, and the last one counts', async () => {
    const { records } = open()
    for (let attempt = 1; attempt <= 11; attempt++)
      await records.write({ ...recordOf('run-1', attempt), outcome: 'failed', seed: attempt }, '')
    await records.write(recordOf('run-2', 12), '')
    expect((await records.read('run-1')).seed).toBe(11)
    expect((await records.list()).map(({ path }) => path.split('/').at(-1))).toEqual([
      ...['run-1.json', ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => `run-1.${n}.json`)],
      'run-2.json',
    ])
  })

  it('names the record written last, also one that a crash kept out of latest.json', async () => {
    const { objects, records } = open()
    expect([await records.latest(), await records.head()]).toEqual([null, null])
    await records.write(recordOf('run-1', 10), '')
    const pointer = await objects.get('audit/latest.json')
    await records.write(recordOf('run-2', 20), '')
    await objects.put('audit/latest.json', pointer!)
    expect((await records.latest())?.runId).toBe('run-2')
    expect(await records.head()).toBe(digestOf(recordOf('run-2', 20)))
    await objects.put('audit/latest.json', Buffer.from('{'))
    expect((await records.latest())?.runId).toBe('run-2')
  })

  it('tells the last published run from failed ones that came later', async () => {
    const { records } = open()
    expect(await records.latestPublished()).toBeNull()
    await records.write(recordOf('run-1', 10), '')
    await records.write({ ...recordOf('run-2', 20), outcome: 'failed' }, '')
    expect((await records.latest())?.runId).toBe('run-2')
    expect((await records.latestPublished())?.runId).toBe('run-1')
    // A dataset is published beside staging.
    await records.write({ ...recordOf('run-3', 30), dataset: 'recent-orders' }, '')
    expect((await records.latestPublished())?.runId).toBe('run-1')
  })

  it('keeps an index that is made of the records there: what is noted is not read again, what is not or is damaged is', async () => {
    const { objects, records } = open()
    for (const at of [10, 20]) await records.write(sampleRecord({ runId: `run-${at}` }), '')
    await records.writeIndex(await records.index(), '<p>index</p>')
    expect((await records.index()).runs.map(({ runId }) => runId).sort()).toEqual(['run-10', 'run-20'])
    // A changed record is seen where each is read anew, as `audit verify` does.
    const path = 'audit/2026/11/25/run-10.json'
    const changed = Buffer.from((await objects.get(path))!)
      .toString()
      .replace('"seed":42', '"seed":43')
    await objects.put(path, Buffer.from(changed))
    const [noted, anew] = [await records.index(), await records.index(true)]
    expect(noted.runs.find(({ runId }) => runId === 'run-10')?.sha256).not.toBe(
      anew.runs.find(({ runId }) => runId === 'run-10')?.sha256,
    )
    await objects.put('audit/index.jsonl', Buffer.from('{"path":"../x"}\n{'))
    expect((await records.index()).runs).toEqual(anew.runs)
    await objects.put(path, Buffer.from('{"cut'))
    await objects.delete('audit/2026/11/25/run-20.json')
    expect(await records.index()).toEqual({ runs: [], unreadable: ['2026/11/25/run-10.json'], older: 0 })
  })

  it('files a record whatever becomes of the index', async () => {
    const { records } = open()
    const broken = { ...records, writeIndex: () => Promise.reject(new Error('no room')) }
    const { recordPath } = await fileRecord(sampleRecord(), { records: broken, signer: null })
    expect(recordPath).toMatch(/20261125-010000-5f3a9c\.json$/)
  })

  it('lets the next record name the last one although that was deleted or changed', async () => {
    const { objects, records } = open()
    await records.write(recordOf('run-1', 10), '')
    await records.write(recordOf('run-2', 20), '')
    const head = digestOf(recordOf('run-2', 20))
    await objects.put('audit/2026/11/25/run-2.json', Buffer.from('{"changed":true}'))
    expect(await records.head()).toBe(head)
    await objects.delete('audit/2026/11/25/run-2.json')
    expect(await records.head()).toBe(head)
    expect(await records.latest()).toBeNull()
  })
})

function open() {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-records-'))
  folders.push(folder)
  const objects = new FileStore(folder)
  return { objects, records: recordStore(objects) }
}

function recordOf(runId: string, minute: number): AuditRecord {
  const at = `2026-11-25T01:${String(minute).padStart(2, '0')}:00.000Z`
  return { runId, startedAt: at, endedAt: at, outcome: 'published', dataset: null, seed: 42 } as AuditRecord
}
