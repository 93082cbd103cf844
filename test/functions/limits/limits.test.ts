import { beforeAll, describe, expect, it } from 'vitest'
import { sizeOf } from '../../../cli/aws/night-table.ts'
import { type FunctionName, functionTable } from '../../../infra/function-table.ts'
import { S3Store } from '../../../shared/adapters/s3/s3-store.ts'
import { runPaths } from '../../../shared/adapters/stores/artifact-paths.ts'
import { encodeOriginals } from '../../../shared/adapters/stores/originals-format.ts'
import { packBytes } from '../../../shared/adapters/stores/originals-pack.ts'
import { createStores } from '../../../shared/adapters/stores/stores.ts'
import { ed25519Signer } from '../../../shared/audit/proof/signature.ts'
import { filterBytes } from '../../../shared/masking/digests/digest-filter.ts'
import { mostExact } from '../../../shared/masking/digests/exclusions.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Ports } from '../../../shared/ports.ts'
import { chunkScale, targetRows } from '../../../shared/schema/chunks.ts'
import { audit } from '../../../shared/steps/audit.ts'
import { cutTable } from '../../../shared/steps/cut-table.ts'
import { leakIndex } from '../../../shared/steps/leak-index.ts'
import { mergeOriginals } from '../../../shared/steps/merge-originals.ts'
import { restore } from '../../../shared/steps/restore.ts'
import { snapshot } from '../../../shared/steps/snapshot.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { markedPlan, markedSource } from '../../shared/audit/marked-source.ts'
import { testKey } from '../../shared/steps/local-run.ts'
import { requestSeconds, SlowStore, VirtualTime } from './virtual-requests.ts'

// The largest night of docs/operations.md, section 7. Its requests grow with its chunks, so an eighth of them is lived through and counted
// eight times; what must not grow with them is held to less than listing that eighth takes.
const { chunks: most } = sizeOf(10e12, 200, 16)
const share = 8
const chunks = Math.ceil(most / share)
const quarterHour = 900
const time = new VirtualTime()
const { room } = new S3Store({} as never, { bucket: 'b', prefix: '' })
const objects = new SlowStore(time, room)
const stores = createStores(objects)
const runId = 'night-1'
const plan: Plan = {
  ...markedPlan(runId, testKey.id),
  chunks: Array.from({ length: chunks }, (_, n) => ({
    ...{ table: 'users', n, columns: ['id'] },
    from: n === 0 ? null : [String(n * 50)],
    to: n === chunks - 1 ? null : [String((n + 1) * 50)],
  })),
}
const ports = {
  ...stores,
  ...{ clock: { now: () => new Date(0) }, key: testKey, originalsKey: testKey, source: markedSource },
  signer: ed25519Signer(testKey.id, new Uint8Array(32)),
  // As functions remember it.
  plans: { ...stores.plans, read: async () => plan, find: async () => plan },
  records: { ...stores.records, latestPublished: async () => null },
}

/** Seconds that a function's work takes, as far as it waits for others. */
async function spent(work: () => Promise<unknown>): Promise<number> {
  const before = time.seconds
  await work()
  return time.seconds - before
}

/** The same for the largest night, by what its share of chunks takes. */
async function ofWhole(work: () => Promise<unknown>): Promise<number> {
  return share * (await spent(work))
}

describe(`a night of ${most.toLocaleString('en-GB')} chunks, each request of 30 ms`, () => {
  // What the maps have left: every chunk's object is that of the first.
  beforeAll(async () => {
    await snapshot({ runId, chunks: [plan.chunks[0]!] }, ports)
    const [receipt] = (await stores.receipts.snapshots(runId)).chunks
    const [original] = [...objects.objects].filter(([path]) => path.includes('/originals/snapshot/'))
    for (const chunk of plan.chunks) {
      const light = { ...receipt, chunk, columns: [] }
      objects.objects.set(runPaths.receipt(runId, 'snapshot', chunk), Buffer.from(JSON.stringify(light)))
      const loaded = { chunk, rowsLoaded: 50, bytes: 1, milliseconds: 1 }
      objects.objects.set(runPaths.receipt(runId, 'restore', chunk), Buffer.from(JSON.stringify(loaded)))
      objects.objects.set(runPaths.originalsOf(runId, 'snapshot', chunk), original![1])
      objects.objects.set(runPaths.originalsOf(runId, 'survey', chunk), surveyed)
    }
  })

  it('is merged, and its index is read, within a fraction of a quarter of an hour', async () => {
    expect(await ofWhole(() => mergeOriginals({ runId, step: 'survey' }, ports))).toBeLessThan(quarterHour / 10)
    expect(await ofWhole(() => mergeOriginals({ runId, step: 'snapshot' }, ports))).toBeLessThan(quarterHour / 10)
    expect(await ofWhole(() => leakIndex(plan, ports))).toBeLessThan(5)
  })

  it('has batches that begin at once, whatever the number of chunks before them', async () => {
    const batch = () => Promise.all(plan.chunks.slice(0, 1).map((chunk) => snapshot({ runId, chunks: [chunk] }, ports)))
    expect(await spent(batch)).toBeLessThan(Math.ceil(chunks / 1000) * requestSeconds)
  })

  it('is verified and audited within the time of their functions', async () => {
    const seconds = await ofWhole(() => verify({ runId }, { ...ports, shadow, served, scanner }))
    expect(seconds).toBeLessThan(functionTable.verify.timeoutSeconds / 4)
    const input = {
      ...{ runId, outcome: 'published' as const, reached: 'publish', failure: null },
      startedAt: '2026-11-25T01:00:00.000Z',
      ...{ dataset: null, seed: 1, timings: [], toolVersion: '0', by: 'x', serves: null },
    }
    expect(await ofWhole(() => audit(input, ports))).toBeLessThan(functionTable.audit.timeoutSeconds / 2)
  })

  it('is prepared anew, its receipts forgotten, and its chunks deleted, in minutes', async () => {
    const made = { ...ports, shadow: { ...shadow, create: async () => undefined } }
    expect(await ofWhole(() => restore({ runId, part: { kind: 'prepare' } }, made))).toBeLessThan(quarterHour / 4)
    expect(await ofWhole(() => stores.chunks.drop(runId))).toBeLessThan(functionTable.end.timeoutSeconds / 2)
  })

  it('is cut within a quarter of an hour, by what the index tells of its ranges', async () => {
    const table = { ...plan.schema.tables[0]!, rowsEstimate: most * 1000 }
    const asked = <Answer>(answer: () => Answer) => time.request(answer)
    const source = {
      keyEnds: () => asked(() => ({ first: ['1'], last: [String(most * 1000)] })),
      estimateRows: (_: unknown, __: unknown, slices: readonly { from: string | null; to: string | null }[]) =>
        // Twice as many as there are, as InnoDB says of all but small ranges.
        asked(() => slices.map(({ from, to }) => (Number(to ?? most * 1000) - Number(from ?? 1)) * 2)),
      sortTexts: async () => [],
      inOrder: async () => [],
    }
    let cut = 0
    const seconds = await spent(async () => {
      cut = (await cutTable(table, [table.columns[0]!], 1000, source)).length
    })
    expect([cut > most / 1.5, cut < most * 1.5]).toEqual([true, true])
    expect(seconds).toBeLessThan(quarterHour)
  })
})

describe('what functions hold', () => {
  const mebibyte = 2 ** 20
  // Node itself with the bundle, measured in bench/results/lambda-cold-start.md and rounded up.
  const node = 160 * mebibyte
  const billion = 10 ** 9
  // New accounts give no more than 3,008.
  const memoryOf = (name: FunctionName) => Math.min(3008, functionTable[name].memoryMiB) * mebibyte

  it('fits into their memory with 1,000 million originals', () => {
    const filters = filterBytes(billion * 0.7, 0.7) + filterBytes(billion * 0.3, 0.3)
    // Packs under way, each twice while it is put together.
    const reading = 2 * Math.max(room.bytes, 2 * packBytes)
    for (const name of ['merge', 'scan', 'verify'] as const)
      expect(filters + reading + node, name).toBeLessThan(memoryOf(name))
    const exclusions = (mostExact / 0.7) * 8
    expect(exclusions + 600 * mebibyte + node).toBeLessThan(memoryOf('snapshot'))
  })

  it('is a chunk of 256 MiB at the most, of any night on paper, and of as many as there are simulated', () => {
    for (const bytes of [10e9, 100e9, 1e12, 10e12]) {
      const size = sizeOf(bytes, 8, 2)
      const rows = targetRows({ rowsEstimate: bytes / 250, bytesEstimate: bytes }, chunkScale(bytes))
      expect(rows * 250).toBeLessThanOrEqual(256 * mebibyte)
      expect(size.chunks).toBeLessThanOrEqual(most)
      // As many digests as its functions hold.
      expect(size.originals).toBeLessThanOrEqual(billion)
    }
  })
})

const surveyed = encodeOriginals([
  {
    ...{ keyId: testKey.originalsId, table: 'users', column: 'full_name', kind: 'name', read: 50, cells: 50 },
    ...{ digests: Uint32Array.of(1, 2, 3, 4), openers: new Uint32Array() },
  },
])

// Staging answers, and holds nothing: what is measured is how long verify takes until it has said so.
const shadow = {
  introspect: async () => plan.schema,
  plantCanaries: async () => plan.schema.tables[0]!,
  dropCanaries: async () => undefined,
  count: async () => 0,
  groupSizes: async () => null,
  frequencies: async () => null,
  async *read() {},
} as unknown as Ports['shadow']
const served = { runId: async () => null, introspect: async () => ({ tables: [] }) } as unknown as Ports['served']
const scanner = {
  countOrphans: async (_: unknown, keys: readonly unknown[]) => keys.map(() => 0),
  scan: async (_: unknown, parts: readonly { chunk: Plan['chunks'][number] }[]) =>
    parts.map(({ chunk }) => ({ ...{ rows: 50, cells: 1, bytes: 1 }, chunk, intact: true, sightings: [] })),
} as unknown as Ports['scanner']
