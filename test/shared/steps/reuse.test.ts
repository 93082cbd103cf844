import { expect, it } from 'vitest'
import { DigestFilter } from '../../../shared/masking/digests/digest-filter.ts'
import { createPseudonymKey, type OriginalsKey } from '../../../shared/masking/digests/subkeys.ts'
import { batchOf } from '../../../shared/masking/rows/lone-rows.ts'
import type { SnapshotReceipt } from '../../../shared/masking/rows/receipt.ts'
import type { RowBatch } from '../../../shared/masking/rows/row-batch.ts'
import { SnapshotReceipts } from '../../../shared/masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { ChunkRef, KeyRange, KeySlice } from '../../../shared/schema/chunk.ts'
import { orphansBefore } from '../../../shared/steps/checks/orphans-before.ts'
import { compareFound } from '../../../shared/steps/compare-found.ts'
import { withChunks } from '../../../shared/steps/cut-plan.ts'
import { sameOriginals, withFoundBefore } from '../../../shared/steps/found-before.ts'
import { leakIndex, originalsOf, recognise } from '../../../shared/steps/leak-index.ts'
import { needsExclusions } from '../../../shared/steps/needs-exclusions.ts'
import { checkOfSource } from '../../../shared/steps/reuse.ts'
import { scanParts } from '../../../shared/steps/scan-parts.ts'
import { sealOfOrphans, sealReport } from '../../../shared/steps/seals.ts'
import { canaryOriginals, type KeptIndex } from '../../../shared/verification/originals-index.ts'
import type { ScanPart, Sighting } from '../../../shared/verification/scan.ts'
import { markedSource } from '../audit/marked-source.ts'
import { base, key, masked, receiptsOf, stores, tonight, withRow } from './small-nights.ts'

const ports = { ...stores, originalsKey: key }

it('a chunk of which production holds the same rows is not masked again, and counts as it was proven', async () => {
  await masked(base, markedSource)
  const receipts = await masked(tonight('same'), markedSource)
  const before = await receiptsOf(base)
  const seal = expect.stringMatching(/^[0-9a-f]{64}$/)
  expect(receipts).toEqual(before.map((receipt) => ({ ...receipt, maskedBy: 'base', seal })))
  expect(receipts.map(({ seal }) => seal)).not.toContain(before[0]!.seal)
  expect(await storedChunks('same')).toEqual([])
  expect(await stores.notes.read('same', 'reuse')).toEqual({ exclusions: true, originals: true })
})

it('what is written down of rows in production tells nobody without the key whether a row that he guesses is there', async () => {
  const receipts = await receiptsOf(base)
  const [table] = base.schema.tables
  const names = base.tables[0]!.columns.map(({ column }) => column)
  const isSame = async (receipt: SnapshotReceipt, by: OriginalsKey) =>
    (await checkOfSource(receipt, by).addAll(markedSource.read(table!, names, receipt.chunk))).isSame()
  for (const receipt of receipts) {
    expect(await isSame(receipt, key)).toBe(true)
    expect(await isSame(receipt, createPseudonymKey(Buffer.alloc(32, 8)))).toBe(false)
  }
})

it('every chunk is masked again whose fakes could equal a real value that is new', async () => {
  const receipts = await masked(
    tonight('other'),
    withRow(1, [['x', 'new@real.example.org', 'Zyxwomark New', null, '1']]),
  )
  expect(receipts.map(({ maskedBy }) => maskedBy)).toEqual([undefined, undefined])
  expect(await storedChunks('other')).toEqual([0, 1])
  expect(await stores.notes.read('other', 'reuse')).toEqual({ exclusions: false, originals: false })
})

const rotated = createPseudonymKey(Buffer.alloc(32, 8))
it.each([
  ['pseudonyms', { ...rotated, originalsId: key.originalsId }],
  ['real values', { ...key, originalsId: rotated.originalsId }],
])(
  'no chunk is reused that was masked before the key of %s was rotated, of which the plan on AWS knows nothing',
  async (of, now) => {
    const { keyId: _, ...plan } = tonight(`rotated-${of.replaceAll(' ', '-')}`)
    const receipts = await masked(plan, markedSource, now)
    expect(receipts.map(({ maskedBy, keyId, originalsId }) => [maskedBy, keyId, originalsId])).toEqual(
      receipts.map(() => [undefined, now.id, now.originalsId]),
    )
  },
)

it('chunks of a table are reused beside one that changed, where no fake of it could equal a real value', async () => {
  const plain = (plan: Plan): Plan => {
    const columns = plan.tables[0]!.columns.map((column) =>
      column.column === 'full_name' ? { ...column, rule: { ...column.rule, mask: 'hash' } } : column,
    )
    const refresh = plan.refresh && { ...plan.refresh, surveyed: [], avoiding: [] }
    return { ...plan, tables: [{ ...plan.tables[0]!, columns }], ...(refresh ? { refresh } : {}) }
  }
  await masked(plain({ ...base, runId: 'plain' }), markedSource)
  const changed = plain(tonight('beside', 'plain'))
  const receipts = await masked(changed, withRow(1, [['x', 'new@real.example.org', 'Zyxwomark New', null, '1']]))
  expect(receipts.map(({ maskedBy }) => maskedBy)).toEqual(['plain', undefined])
  expect(await stores.notes.read('beside', 'reuse')).toEqual({ exclusions: true, originals: false })
  const parts = await withFoundBefore(changed, partsOf(changed, receipts), receipts, ports)
  expect(parts.map(({ found }) => found)).toEqual([undefined, undefined])
})

it('rows that were searched for the same are compared and not searched again, and others are told', async () => {
  const plan = tonight('searched')
  const receipts = await masked(plan, markedSource)
  const [{ chunk }] = partsOf(plan, receipts) as [ScanPart]
  const found = { chunk, rows: 50, cells: 150, bytes: 4711, intact: true, sightings: [], numbers: [] }
  await stores.scans.write('base', [sealReport(base, found, key)])
  const [part, other] = await withFoundBefore(plan, partsOf(plan, receipts), receipts, ports)
  expect([part?.found, other?.found]).toEqual([{ ...found, searchedBy: 'base' }, undefined])
  const [rows, others] = await Promise.all([0, 1].map((n) => maskedRows(base.chunks[n]!)))
  const compared = (batch: RowBatch, like: Partial<ScanPart> = part!) =>
    compareFound(
      { ...part!, ...like },
      { ...found, ...like.found },
      { ...ports, shadow: { read: () => eachOf([batch]) } as never },
    )
  const known = await compared(rows!)
  expect(known).toEqual({ ...found, searchedBy: 'base', storedMac: expect.stringMatching(/^[0-9a-f]{56}$/) })
  expect(await compared(others!)).toMatchObject({ rows: 50, intact: false })
  // Bytes that were proven are not brought into another form; others are.
  expect(await compared(rows!, { found: known, stableSha256: 'unused' })).toEqual(known)
  expect(await compared(others!, { found: known })).toEqual({ ...found, searchedBy: 'base', intact: false })
})

it('what is looked for is not indexed again where every real value is one of then, and is the same all the same', async () => {
  const plan = tonight('indexed')
  await masked(plan, markedSource)
  const ports = { originals: stores.originals, originalsKey: key }
  const made = await leakIndex(base, ports)
  await stores.originals.writeIndex('base', key, made.unkept!)
  const written = await stores.originals.index('base', key)
  const unread = { ...stores.originals, read: () => expect.unreachable('originals were read') }
  expect(await sameOriginals(plan, stores)).toBe('base')
  const kept = await leakIndex(plan, { ...ports, originals: unread }, 'base')
  const { keptBy, seal } = kept.unkept as KeptIndex
  expect([keptBy, kept.altered]).toEqual(['base', undefined])
  await stores.originals.writeIndex(plan.runId, key, kept.unkept!)
  expect(await stores.originals.index(plan.runId, key)).toEqual({ ...written, seal })
  const filters = [kept.index.values, kept.index.openers].map((memory) => new DigestFilter(memory))
  for await (const pack of originalsOf(plan, ports))
    for (const { digests, openers } of [...pack, ...canaryOriginals(plan.runId, key)])
      for (const [at, list] of [digests, openers].entries())
        for (let n = 0; n < list.length; n += 2) expect(filters[at]!.has(list[n]!, list[n + 1]!)).toBe(true)
  // With one original that is another, everything is read.
  const other = tonight('indexed-other')
  await masked(other, withRow(1, [['x', 'new@real.example.org', 'Zyxwomark New', null, '1']]))
  expect(await sameOriginals(other, stores)).toBeNull()
  await expect(leakIndex(other, { ...ports, originals: unread })).rejects.toThrow('originals were read')
})

it('what was sighted before is recognised without a look at real values, and one sighting more has all of them read', async () => {
  const plan = tonight('recognised')
  await masked(plan, markedSource)
  const ports = { originals: stores.originals, originalsKey: key }
  const unread = { ...ports, originals: { ...stores.originals, read: () => expect.unreachable('originals were read') } }
  const { census } = await leakIndex(base, ports)
  const real: number[] = []
  for await (const pack of originalsOf(base, ports)) real.push(...pack.flatMap(({ digests }) => [...digests]))
  const [sightings, other] = [[sighting(real[0]!, real[1]!), sighting(7, 8)], sighting(real.at(-2)!, real.at(-1)!)]
  const [canary] = canaryOriginals(plan.runId, key)
  const planted = [sighting(canary!.digests[0]!, canary!.digests[1]!)]
  const before = await recognise(base, census, { sightings, planted: [] }, null, ports)
  const now = await recognise(plan, census, { sightings, planted }, before.told, unread)
  expect(before.recognition.recognised(sightings)).toHaveLength(1)
  expect(now.recognition.recognised(sightings)).toEqual(before.recognition.recognised(sightings))
  expect(now.told).toEqual(before.told)
  expect(now.recognition.recognised(planted)).toHaveLength(1)
  const more = { sightings: [...sightings, other], planted }
  await expect(recognise(plan, census, more, before.told, unread)).rejects.toThrow('originals were read')
  const all = await recognise(plan, census, more, before.told, ports)
  expect(all.recognition.recognised(more.sightings)).toHaveLength(2)
})

it('real values are gathered for masks unless no chunk can be masked that asks for them', async () => {
  const [users] = base.tables
  const keeping = { ...users!, table: 'teams', columns: users!.columns.filter(({ rule }) => rule.mask === 'keep') }
  const packed = (names: readonly string[]) => names.map((table, n) => ({ ...base.chunks[0]!, table, n, pack: 0 }))
  const asked = async (names: readonly string[], exclusions = true) => {
    const teams = { ...base.schema.tables[0]!, name: 'teams' }
    const schema = { ...base.schema, tables: [...base.schema.tables, teams] }
    const plan = { ...base, schema, tables: [users!, keeping], chunks: packed(names) }
    return needsExclusions(plan, { notes: { read: async () => ({ exclusions, originals: false }) } as never })
  }
  expect([await asked(['users'], false), await asked(['users']), await asked(['users', 'teams'])]).toEqual([
    ...[true, false, true],
  ])
})

it('a table is cut where it was cut before, and what came behind the last cut is cut further', async () => {
  const rowsIn = ({ from, to }: KeySlice) => Number(to ?? 451) - Number(from ?? 51)
  const estimateRows = async (_: unknown, __: unknown, slices: readonly KeySlice[]) => slices.map(rowsIn)
  const divided: unknown[] = []
  const keyEnds = async (_: unknown, __: unknown, { from }: KeyRange) => {
    divided.push(from)
    return { first: ['51'], last: ['450'] }
  }
  const ports = { plans: stores.plans, source: { estimateRows, keyEnds } as never }
  const cut = async (rowsEstimate: number) => {
    const plan = tonight('cut')
    const tables = plan.tables.map((table) => ({ ...table, rowsEstimate }))
    const schema = { ...plan.schema, tables: plan.schema.tables.map((table) => ({ ...table, rowsEstimate })) }
    return (await withChunks({ ...plan, schema, tables, chunks: [] }, 100, ports)).chunks
  }
  const chunks = await cut(350)
  expect(chunks[0]).toEqual(base.chunks[0])
  expect(chunks.map(({ n }) => n)).toEqual(chunks.map((_, at) => at))
  expect(chunks.length).toBeGreaterThan(2)
  expect(chunks.slice(1).map(({ from }) => from)).toEqual(chunks.slice(0, -1).map(({ to }) => to))
  expect(chunks.at(-1)?.to).toBeNull()
  // What stays cut is not cut first: only behind its last cut it was looked at.
  expect(divided).toEqual([['51']])
  // A plan of then that leaves rows out, or is none: rows between its chunks would be compared by nobody.
  const [first, last] = base.chunks as [ChunkRef, ChunkRef]
  const torn = [[first], [last], [first, { ...last, from: ['52'] }], [last, first], [first, { ...last, pack: -1 }], {}]
  for (const altered of torn) {
    await stores.plans.write({ ...base, chunks: altered as typeof base.chunks })
    expect((await cut(350)).map(({ to }) => to)).not.toContainEqual(['51'])
  }
  await stores.plans.write(base)
  divided.splice(1)
  // Too many for the cuts of then.
  const anew = await cut(100_000)
  expect(divided[1]).toBeNull()
  expect(anew.map(({ from }) => from)).not.toContainEqual(['51'])
})

it('orphans of tables that stayed whole are those of before, and others are counted', async () => {
  const plan = tonight('orphans')
  const snapshots = new SnapshotReceipts()
  for (const receipt of await masked(plan, markedSource)) snapshots.add(receipt)
  const keys = [
    { table: 'users', key: 'inviter', references: 'users', rows: 3 },
    { table: 'users', key: 'team', references: 'teams', rows: 4 },
  ]
  const orphans = { seed: base.seed, keys }
  const seal = sealOfOrphans('base', orphans, key)
  await stores.notes.write('base', 'orphans', { ...orphans, seal })
  expect(await orphansBefore(plan, snapshots, ports)).toEqual(new Map([['users.inviter', 3]]))
  const others = [{ ...plan, refusesOrphans: true }, { ...plan, seed: { ...plan.seed, value: 7 } }, base]
  for (const other of others) expect(await orphansBefore(other, snapshots, ports)).toEqual(new Map())
  const [first, second] = await masked(tonight('orphans-2'), markedSource)
  const changed = new SnapshotReceipts()
  for (const { maskedBy: _, ...receipt } of [first!]) changed.add(receipt)
  changed.add(second!)
  expect(await orphansBefore(plan, changed, ports)).toEqual(new Map())
})

function sighting(hi: number, lo: number): Sighting {
  const counts = { words: 2, length: 12, count: 1, whole: 1, again: 0 }
  return {
    ...{ place: 'users.full_name', masked: false, hi, lo, hasDigit: false },
    ...counts,
    plain: true,
    drawable: false,
  }
}

async function storedChunks(runId: string): Promise<number[]> {
  const there = await Promise.all(
    base.chunks.map(async (chunk) => {
      const pieces = stores.chunks.read(runId, [chunk])[Symbol.asyncIterator]()
      return pieces.next().then(
        () => [chunk.n],
        () => [],
      )
    }),
  )
  return there.flat()
}

function partsOf(plan: Plan, receipts: Parameters<typeof scanParts>[1]) {
  return scanParts(plan, receipts, new Set())
}

/** A masked chunk as the server would send it. */
async function maskedRows(chunk: ChunkRef): Promise<RowBatch> {
  let text = ''
  for await (const piece of stores.chunks.read('base', [chunk])) text += Buffer.from(piece).toString()
  const rows = text.split('\n').slice(0, -1)
  return batchOf(rows.map((row) => row.split('\t').map((cell) => (cell === '\\N' ? null : cell))))
}

async function* eachOf(batches: readonly RowBatch[]): AsyncGenerator<RowBatch> {
  yield* batches
}
