import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { ownMark } from '../../../../shared/adapters/files/process-mark.ts'
import { S3Store } from '../../../../shared/adapters/s3/s3-store.ts'
import { createS3Stores } from '../../../../shared/adapters/s3/s3-stores.ts'
import { describeOnAws, freshBucket, s3Client } from '../../../aws/emulator.ts'

const client = s3Client()
const [first, second, third] = ['first', 'second', 'third'].map(
  (name) => `arn:aws:states:eu-central-1:1:execution:${name}`,
)
const claim = (runId: string, execution = first!, takeOverFrom: string | null = null) => ({
  runId,
  execution,
  takeOverFrom,
  startedAt: '2026-11-25T02:30:00.000Z',
  dataset: null,
})

describeOnAws('the run lock of a bucket', () => {
  it('gives one of many executions the lock, however often each of them asks', async () => {
    const { executions } = await open()
    const asked = Array.from({ length: 12 }, (_, n) => claim(`r-${n % 6}`, `${first}-${n % 6}`))
    const answers = await Promise.all(asked.map((each) => executions.begin(each)))
    const winners = asked.filter((_, n) => answers[n]!.lock === 'acquired').map(({ execution }) => execution)
    expect(new Set(winners).size).toBe(1)
    expect(answers.filter(({ holder }) => holder !== winners[0])).toEqual([])
  })

  it('lets one execution begin a run, also when the other start comes after its end', async () => {
    const { executions } = await open()
    expect(await executions.begin(claim('night-1'))).toMatchObject({ lock: 'acquired', holder: first })
    expect(await executions.begin(claim('night-1', second))).toMatchObject({ lock: 'begun', holder: first })
    await executions.end(claim('night-1'))
    expect(await executions.begin(claim('night-1', second))).toMatchObject({ lock: 'begun', holder: first })
    expect(await executions.begin(claim('night-2', second))).toMatchObject({ lock: 'acquired', holder: second })
  })

  it('is taken over from an execution that has ended, by one of several, and not from the one after it', async () => {
    const { executions } = await open()
    await executions.begin(claim('night-1'))
    expect(await executions.begin(claim('night-2', second))).toMatchObject({ lock: 'held', holder: first })
    const answers = await Promise.all([
      executions.begin(claim('night-2', second, first!)),
      executions.begin(claim('night-3', third, first!)),
    ])
    expect(answers.map(({ lock }) => lock).sort()).toEqual(['acquired', 'held'])
    expect(answers[0]!.holder).toBe(answers[1]!.holder)
    await executions.end(claim('night-1'))
    expect((await executions.begin(claim('night-4', `${first}-4`, first!))).lock).toBe('held')
  })

  it('that was taken over tells which run has left it behind, as often as it is asked', async () => {
    const stores = await open()
    await stores.executions.begin(claim('night-1'))
    const abandoned = { runId: 'night-1', by: first, startedAt: '2026-11-25T02:30:00.000Z', dataset: null }
    for (const _ of [1, 2])
      expect(await stores.executions.begin(claim('night-2', second, first!))).toEqual({
        ...{ lock: 'acquired', holder: second, abandoned },
      })
    await stores.executions.end(claim('night-2', second))
    expect((await stores.executions.begin(claim('night-3', third))).abandoned).toBeNull()
    await stores.executions.end(claim('night-3', third))
    const gone = { runId: 'r-4', since: '2026-11-25T01:00:00.000Z', ...ownMark(), ...deadMark() }
    await stores.put(gone)
    const after = await stores.executions.begin(claim('night-4', `${first}-4`))
    expect(after.abandoned).toMatchObject({ runId: 'r-4', by: `process ${gone.pid} on ${gone.host}` })
  })

  it('of a process keeps executions and other processes out, until it ends or is gone', async () => {
    const stores = await open()
    const lock = await stores.lock('r-1')
    await expect(stores.lock('r-2')).rejects.toThrow(`run r-1 (process ${process.pid} on`)
    await expect(stores.executions.begin(claim('night-1'))).rejects.toThrow(`s3://${stores.bucket}/p/runs/lock.json`)
    await lock.release()
    expect((await stores.executions.begin(claim('night-1'))).lock).toBe('acquired')
    await expect(stores.lock('r-3')).rejects.toThrow(first!)
    await stores.executions.end(claim('night-1'))
    await stores.put({ runId: 'r-4', since: new Date().toISOString(), ...ownMark(), ...deadMark() })
    expect((await stores.executions.begin(claim('night-2'))).lock).toBe('acquired')
  })

  it('of a process on another machine stands for a day', async () => {
    const stores = await open()
    const elsewhere = (hours: number) => ({
      ...{ runId: 'r-1', host: 'another-host', pid: 1, began: null },
      since: new Date(Date.now() - hours * 3_600_000).toISOString(),
    })
    await stores.put(elsewhere(23))
    await expect(stores.lock('r-2')).rejects.toThrow('on another-host')
    await stores.put(elsewhere(25))
    const lock = await stores.lock('r-2')
    await stores.put(elsewhere(1))
    await lock.release()
    await expect(stores.lock('r-3')).rejects.toThrow('on another-host')
  })
})

async function open() {
  const bucket = await freshBucket(client)
  const objects = new S3Store(client, { bucket, prefix: 'p/' })
  const put = (holder: unknown) => objects.put('runs/lock.json', Buffer.from(JSON.stringify(holder)))
  return { ...createS3Stores(`s3://${bucket}/p`, { client }), bucket, put }
}

/** A process that certainly ended. */
function deadMark() {
  return { pid: spawnSync(process.execPath, ['-e', '']).pid, began: 'long ago' }
}
