import { createServer } from 'node:http'
import { connect } from 'node:net'
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { S3Store } from '../../../../shared/adapters/s3/s3-store.ts'
import { createS3Stores } from '../../../../shared/adapters/s3/s3-stores.ts'
import { openStores } from '../../../../shared/adapters/stores/open-stores.ts'
import type { Plan } from '../../../../shared/policy/plan.ts'
import { closedEndpoint, describeOnAws, emulator, freshBucket, s3Client } from '../../../aws/emulator.ts'
import { describeObjectStore } from '../object-store-contract.ts'

const client = s3Client()
const place = async () => ({ bucket: await freshBucket(client), prefix: 'a/prefix/' })

describeOnAws('S3', () => {
  describeObjectStore('a bucket', async () => new S3Store(client, await place()))
})

describeOnAws('a bucket', () => {
  it('keeps no part of an upload that broke off', async () => {
    const where = await place()
    const store = new S3Store(client, where)
    const broken = (async function* () {
      for (let n = 0; n < 5; n++) yield Buffer.alloc(5 << 20)
      throw new Error('broke off')
    })()
    await expect(store.put('x', broken)).rejects.toThrow(/^broke off$/)
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: where.bucket }))
    expect([Uploads, await store.list('x')]).toEqual([[], []])
  })

  it('stops the producer when S3 does not take its bytes', async () => {
    const store = new S3Store(client, { bucket: 'nightmask-test-no-such-bucket', prefix: '' })
    const producer = { pieces: 0, ended: false }
    const bytes = (async function* () {
      try {
        for (; producer.pieces < 100; producer.pieces++) yield Buffer.alloc(5 << 20)
      } finally {
        producer.ended = true
      }
    })()
    await expect(store.put('runs/x', bytes)).rejects.toThrow(
      's3://nightmask-test-no-such-bucket/runs/x: S3 answered NoSuchBucket (404); the bucket does not exist.',
    )
    expect(producer.ended).toBe(true)
    expect(producer.pieces).toBeLessThan(15)
  })

  it('lists and deletes all objects although an answer of S3 holds a few of them', async () => {
    const pagewise = s3Client()
    pagewise.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, MaxKeys: 1 } }), {
      step: 'initialize',
    })
    const store = new S3Store(pagewise, await place())
    const paths = Array.from({ length: 5 }, (_, n) => `runs/a/${n}`)
    for (const path of paths) await store.put(path, Buffer.from('x'))
    expect(await store.list('runs/a')).toEqual(paths)
    await store.delete('runs')
    expect(await store.list('runs')).toEqual([])
  })

  it('lets one of several replace the version that all of them read', async () => {
    const store = new S3Store(client, await place())
    expect(await store.putIfUnchanged('lock', Buffer.from('x'), '"none"')).toBe(false)
    await store.put('lock', Buffer.from('old'))
    const { tag } = (await store.getTagged('lock'))!
    const won: boolean[] = []
    for (const text of ['a', 'b', 'c']) won.push(await store.putIfUnchanged('lock', Buffer.from(text), tag))
    expect(won).toEqual([true, false, false])
    expect(Buffer.from((await store.get('lock'))!).toString()).toBe('a')
  })

  it('goes on at the next byte when the connection breaks while an object is read', async () => {
    const { bucket, prefix } = await place()
    const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, n) => n % 251))
    await new S3Store(client, { bucket, prefix }).put('chunk', bytes)
    const proxy = await cuttingProxy(1_000_000)
    try {
      const through = new S3Store(new S3Client({ ...emulator, endpoint: proxy.endpoint, maxAttempts: 1 }), {
        bucket,
        prefix,
      })
      const pieces: Uint8Array[] = []
      for await (const piece of through.stream('chunk')) pieces.push(piece)
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
      expect(proxy.cuts()).toBeGreaterThanOrEqual(2)
    } finally {
      proxy.close()
    }
  })
})

describe('a bucket that cannot be reached', () => {
  it('is named with the key and the cause', async () => {
    const store = new S3Store(new S3Client({ ...emulator, endpoint: await closedEndpoint(), maxAttempts: 1 }), {
      bucket: 'a-bucket',
      prefix: 'p/',
    })
    await expect(store.get('runs/x/plan.json')).rejects.toThrow(
      's3://a-bucket/p/runs/x/plan.json: S3 cannot be reached (ECONNREFUSED).',
    )
  })
})

describeOnAws('the stores of a bucket', () => {
  it('write the lists that the maps of the workflow read, before the plan', async () => {
    const bucket = await freshBucket(client)
    const stores = createS3Stores(`s3://${bucket}`, { client })
    const chunks = [{ table: '../x', n: 0, columns: [], from: null, to: null }]
    await stores.plans.write({
      runId: 'r-1',
      chunks,
      tables: [{ table: '../x' }],
      skippedTables: ['logs'],
    } as never as Plan)
    const objects = new S3Store(client, { bucket, prefix: '' })
    const read = async (path: string) => JSON.parse(Buffer.from((await objects.get(path))!).toString())
    expect(await read('runs/r-1/lists/chunks.json')).toEqual([{ table: '../x', n: 0 }])
    expect(await read('runs/r-1/lists/tables.json')).toEqual([{ table: '../x' }, { table: 'logs' }])
    expect((await stores.plans.read('r-1')).runId).toBe('r-1')
  })

  it('keep records in a bucket with object lock, apart from the artifacts', async () => {
    const [artifacts, audit] = [await freshBucket(client), await freshBucket(client, true)]
    const stores = createS3Stores(`s3://${artifacts}`, { auditUrl: `s3://${audit}`, client })
    const record = { runId: 'r-1', startedAt: '2026-11-25T02:30:00.000Z', outcome: 'published' }
    const written = await stores.records.write(record as never, '<html>')
    expect(written).toBe(`s3://${audit}/audit/2026/11/25/r-1.json`)
    await expect(stores.records.write(record as never, '<html>')).rejects.toThrow('written once')
    expect(await stores.records.latest()).toEqual(record)
    expect(await new S3Store(client, { bucket: artifacts, prefix: '' }).list('audit')).toEqual([])
  })
})

describe('artifacts', () => {
  it.each(['s3://', 's3:bucket', 's3://UPPER/x', 's3://bucket/a//b', 's3://bucket/a b', 's3://bucket/../x?y'])(
    'at %s are refused with a sentence',
    async (url) => {
      await expect(openStores(url)).rejects.toThrow(/^artifacts: /)
    },
  )
})

/** Passes everything on to the emulator, but cuts each connection after so many bytes of answers. */
async function cuttingProxy(bytes: number) {
  let cuts = 0
  const { hostname, port } = new URL(emulator.endpoint)
  const server = createServer()
  server.removeAllListeners('connection')
  server.on('connection', (inward) => {
    const outward = connect(Number(port), hostname)
    let left = bytes
    for (const socket of [inward, outward]) socket.on('error', () => undefined)
    inward.pipe(outward)
    outward.on('data', (piece) => {
      left -= piece.length
      if (left > 0) return void inward.write(piece)
      cuts++
      inward.destroy()
      outward.destroy()
    })
    outward.on('end', () => inward.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as { port: number }
  return { endpoint: `http://127.0.0.1:${own}`, cuts: () => cuts, close: () => server.close() }
}
