import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FileStore } from '../../../../shared/adapters/files/file-store.ts'
import { decodeOriginals, encodeOriginals } from '../../../../shared/adapters/stores/originals-format.ts'
import { createStores } from '../../../../shared/adapters/stores/stores.ts'
import { DigestFilter } from '../../../../shared/masking/digests/digest-filter.ts'
import { openExclusions } from '../../../../shared/masking/digests/exclusions.ts'
import type { Originals } from '../../../../shared/masking/digests/originals.ts'
import type { MaskedBytes } from '../../../../shared/masking/rows/row-batch.ts'
import type { Plan } from '../../../../shared/policy/plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-stores-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const objects = new FileStore(folder)
const stores = createStores(objects)
const hostile = { table: '../../etc/`x`\n', n: 0, columns: [], from: null, to: null }

describe('the stores of a run', () => {
  it('keep a table of any name within the run', async () => {
    const receipt = { chunk: hostile, rowsLoaded: 1, bytes: 2, milliseconds: 3 }
    await stores.chunks.write('run-1', [hostile], pieces('1\tx\n'))
    await stores.receipts.writeRestore('run-1', [receipt])
    await stores.originals.write('run-1', 'snapshot', [hostile], [])
    expect(await stores.receipts.restores('run-1')).toEqual([receipt])
    expect(readdirSync(folder)).toEqual(['runs'])
    expect(readdirSync(join(folder, 'runs'))).toEqual(['run-1'])
  })

  it('drop the chunks of a run and keep its receipts', async () => {
    await stores.chunks.drop('run-1')
    expect(await stores.receipts.restores('run-1')).toHaveLength(1)
    await expect(stores.chunks.read('run-1', [hostile])[Symbol.asyncIterator]().next()).rejects.toThrow('is missing')
  })

  it('find what was found in the chunks of a pack with one look, each its own', async () => {
    const asked: string[] = []
    const counting = createStores({
      ...{ put: objects.put.bind(objects), list: objects.list.bind(objects), locate: objects.locate.bind(objects) },
      get: async (path: string) => {
        asked.push(path)
        return objects.get(path)
      },
    } as never)
    const reports = ['a', 'b', 'c'].map((table, at) => {
      const chunk = { table, n: 0, columns: [], from: null, to: null, ...(at < 2 ? { pack: 7 } : {}) }
      return { chunk, rows: at, cells: 0, bytes: 0, intact: true, sightings: [], numbers: [] }
    })
    const gone = { ...reports[0]!.chunk, table: 'gone' }
    await counting.scans.write('run-3', reports)
    expect(await counting.scans.find('run-3', [...reports.map(({ chunk }) => chunk), gone])).toEqual([...reports, null])
    expect(asked).toHaveLength(2)
  })

  it('tell a plan that was never written from one that is damaged', async () => {
    expect(await stores.plans.find('run-2')).toBeNull()
    await expect(stores.plans.read('run-2')).rejects.toThrow('is missing')
    await stores.plans.write({ runId: 'run-2' } as Plan)
    expect(await stores.plans.find('run-2')).toEqual({ runId: 'run-2' })
    await objects.put('runs/run-2/plan.json', Buffer.from('{"runId":'))
    await expect(stores.plans.find('run-2')).rejects.toThrow('is damaged')
  })

  it.each(['../run-1', '', 'a/b', '.', 'a\0'])('refuse the run id %j', async (runId) => {
    expect(() => stores.plans.find(runId)).toThrow('letters, digits and hyphens')
  })
})

describe('originals', () => {
  const originals: Originals[] = [
    {
      keyId: 'k-1',
      table: 'users',
      column: 'na\u00efve \u{1f600}',
      kind: 'name',
      read: 11,
      cells: 9,
      digests: Uint32Array.of(1, 2, 3, 4),
      openers: Uint32Array.of(5, 6),
      drawn: Uint32Array.of(7, 8),
    },
    {
      keyId: 'k-1',
      table: 'users',
      column: 'email',
      kind: 'identifying',
      read: 1,
      cells: 1,
      digests: Uint32Array.of(3, 4),
      openers: new Uint32Array(),
    },
  ]

  it('are given back as they were stored, at any place in memory', async () => {
    const bytes = encodeOriginals(originals)
    const unaligned = Buffer.concat([Buffer.of(0), bytes]).subarray(1)
    for (const stored of [bytes, unaligned]) {
      const [first, second] = decodeOriginals(stored)
      expect([first?.column, [...first!.digests], [...first!.openers], [...first!.drawn!]]).toEqual([
        'na\u00efve \u{1f600}',
        [1, 2, 3, 4],
        [5, 6],
        [7, 8],
      ])
      expect([second?.kind, [...second!.digests], second?.openers.length]).toEqual(['identifying', [3, 4], 0])
    }
  })

  it('that were cut off anywhere are damaged, never fewer', () => {
    const bytes = encodeOriginals(originals)
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeOriginals(bytes.subarray(0, length)), `${length} bytes`).toThrow('are damaged')
  })

  it('of which one bit was turned anywhere are damaged, never others', () => {
    const bytes = encodeOriginals(originals)
    for (let at = 0; at < bytes.length; at++) {
      const turned = Uint8Array.from(bytes)
      turned[at]! ^= 1 << (at % 8)
      expect(() => decodeOriginals(turned), `byte ${at}`).toThrow('are damaged')
    }
  })

  it('of the survey are the exclusions, and none when no column was surveyed', async () => {
    expect(await stores.originals.exclusions('run-3', { originalsId: 'k-1' })).toBeNull()
    await stores.originals.write('run-3', 'survey', [hostile], originals)
    await stores.originals.write('run-3', 'survey', [{ ...hostile, n: 1 }], originals)
    const key = { originalsId: 'k-1' }
    const isExcluded = async () => {
      const exclusions = openExclusions((await stores.originals.exclusions('run-3', key))!)
      return [exclusions.has(1, 2), exclusions.has(3, 4), exclusions.has(5, 6)]
    }
    expect(await isExcluded()).toEqual([true, true, false])
    const { openers } = (await stores.originals.exclusions('run-3', key, true))!
    const opens = originals.flatMap(({ form, openers: own }) =>
      form || own.length === 0 ? [] : [[own[0]!, own[1]!] as const],
    )
    expect(opens.map(([hi, lo]) => new DigestFilter(openers!).has(hi, lo))).toEqual(opens.map(() => true))
    expect(await stores.originals.merge('run-3', 'survey')).toBe(2)
    expect(await isExcluded()).toEqual([true, true, false])
  })

  it('are the same after they were merged, and damaged when one bit of what was merged is another', async () => {
    const key = { originalsId: 'k-1' }
    const read = async () => {
      const cells: [string, number, number[]][] = []
      for await (const chunk of stores.originals.read('run-6', 'survey', key))
        for (const { column, cells: count, digests } of chunk) cells.push([column, count, [...digests]])
      return cells
    }
    for (const n of [0, 1]) await stores.originals.write('run-6', 'survey', [{ ...hostile, n }], originals)
    await stores.originals.merge('run-6', 'survey')
    expect(await stores.originals.mergedUnder('run-6')).toEqual(key)
    expect(await read()).toEqual([
      ['na\u00efve \u{1f600}', 18, [1, 2, 3, 4, 1, 2, 3, 4]],
      ['email', 2, [3, 4, 3, 4]],
    ])
    const path = 'runs/run-6/originals/exclusions'
    const stored = Buffer.from((await objects.get(path))!)
    stored[stored.length - 1]! ^= 1
    await objects.put(path, stored)
    await expect(stores.originals.exclusions('run-6', key)).rejects.toThrow('is damaged')
    await objects.put(path, stored.subarray(1))
    await expect(stores.originals.exclusions('run-6', key)).rejects.toThrow('is damaged')
  })

  it('are never read to be compared under another key, nor where nobody noted theirs', async () => {
    const read = async (runId: string) => {
      for await (const _ of stores.originals.read(runId, 'survey', { originalsId: 'k-2' }));
    }
    await stores.originals.write('run-4', 'survey', [hostile], originals)
    await expect(read('run-4')).rejects.toThrow(/Run run-4: .* with the key k-1, and the key at hand is k-2/)
    await expect(stores.originals.exclusions('run-4', { originalsId: 'k-2' })).rejects.toThrow('with the key k-1')
    const earlier = originals.map(({ keyId: _, ...entry }) => entry as Originals)
    await stores.originals.write('run-5', 'survey', [hostile], earlier)
    await expect(read('run-5')).rejects.toThrow('by an earlier nightmask, which did not note its key')
  })
})

async function* pieces(text: string): AsyncIterable<MaskedBytes> {
  yield Buffer.from(text) as unknown as MaskedBytes
}
