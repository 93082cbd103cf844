import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { S3Store } from '../../shared/adapters/s3/s3-store.ts'
import { freshFolder, nightmask, runFlags } from '../e2e/nightmask.ts'
import { succeed } from '../e2e/shop.ts'
import { freshDatabase, testServers } from '../setup/servers.ts'
import { describeOnAws, emulator, freshBucket, s3Client } from './emulator.ts'

describeOnAws('a run on this machine with its artifacts in S3', () => {
  const earlier = { ...process.env }
  afterAll(() => {
    process.env = earlier
  })

  it('publishes, is verified again, shows its record, and leaves no lock', async () => {
    Object.assign(process.env, {
      ...{ AWS_ENDPOINT_URL: emulator.endpoint, AWS_REGION: emulator.region },
      ...{ AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: 'test' },
    })
    const [server] = testServers()
    const source = await freshDatabase(server!, 'ons3')
    const staging = await freshDatabase(server!, 'ons3stage')
    const folder = freshFolder()
    const sizes = ['--users', '200', '--products', '30', '--orders', '600', '--reviews', '200', '--seed', '11']
    await succeed('generate', '--target', source.url, ...sizes)
    await succeed('key', 'new', '--key-file', join(folder, 'key'))
    const bucket = await freshBucket(s3Client())
    const artifacts = ['--artifacts', `s3://${bucket}/nights`]
    const flags = [...runFlags(source.url, staging.url, folder, 'examples/shop/policy.yaml'), ...artifacts]
    const run = JSON.parse(await succeed('run', ...flags, '--json'))
    expect(run).toMatchObject({
      outcome: 'published',
      recordPath: expect.stringContaining(`s3://${bucket}/nights/audit/`),
    })
    await succeed('verify', ...flags)
    expect(JSON.parse(await succeed('audit', 'list', ...artifacts, '--json'))).toHaveLength(1)
    const objects = new S3Store(s3Client(), { bucket, prefix: 'nights/' })
    expect(await objects.list('runs/lock.json')).toEqual([])
    expect((await nightmask('audit', 'verify', ...artifacts)).exitCode).toBe(0)
  })
})
