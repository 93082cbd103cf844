import { createServer } from 'node:http'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, describe, expect, it } from 'vitest'
import { S3Store } from '../../../../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../../../../shared/adapters/s3/s3-stores.ts'

describe('an S3 that is throttled', () => {
  it('is asked again until it answers', async () => {
    let asked = 0
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        if (++asked > 2) return void response.writeHead(200, { etag: '"1"' }).end()
        response.writeHead(503, { 'content-type': 'application/xml' }).end('<Error><Code>SlowDown</Code></Error>')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const before = { ...process.env }
    Object.assign(process.env, {
      ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'eu-central-1' },
      ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    })
    try {
      await new S3Store(createS3Client(), { bucket: 'b-1', prefix: '' }).put('runs/x', Buffer.from('x'))
      expect(asked).toBe(3)
    } finally {
      process.env = before
      server.closeAllConnections()
      server.close()
    }
  })
})

describe('faults that no emulator makes', () => {
  const client = createS3Client()
  const s3 = mockClient(client)
  afterEach(() => s3.reset())
  const store = () => new S3Store(client, { bucket: 'b-1', prefix: '' })

  it('a page is stored as one that a browser shows, a record as JSON, and a chunk as nothing in particular', async () => {
    s3.onAnyCommand().resolves({})
    await store().put('audit/index.html', Buffer.from('<!doctype html>'))
    await store().putIfAbsent('audit/2026/11/30/x.json', Buffer.from('{}'))
    await store().put('runs/x/chunks/users-0', Buffer.from('1'))
    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.ContentType)).toEqual([
      'text/html; charset=utf-8',
      'application/json',
      undefined,
    ])
  })

  it('a put whose first answer was lost counts as stored, and one that lost to another does not', async () => {
    const lost = Object.assign(new Error('x'), {
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412, attempts: 2 },
    })
    s3.onAnyCommand().callsFake(async ({ Body }) => {
      if (Body) throw lost
      return { ETag: '"1"', Body: { transformToByteArray: async () => Buffer.from('ours') } }
    })
    expect(await store().putIfAbsent('lock', Buffer.from('ours'))).toBe(true)
    expect(await store().putIfAbsent('lock', Buffer.from('theirs'))).toBe(false)
  })

  it('two writers in the same moment try again until one is told that it lost', async () => {
    const answer = (name: string, httpStatusCode: number) =>
      Object.assign(new Error(name), { name, $metadata: { httpStatusCode, attempts: 1 } })
    s3.onAnyCommand()
      .rejectsOnce(answer('ConditionalRequestConflict', 409))
      .rejectsOnce(answer('PreconditionFailed', 412))
      .resolves({ ETag: '"1"', Body: { transformToByteArray: async () => Buffer.from('theirs') } as never })
    expect(await store().putIfAbsent('lock', Buffer.from('ours'))).toBe(false)
    s3.reset()
    s3.onAnyCommand().rejectsOnce(answer('ConditionalRequestConflict', 409)).resolves({})
    expect(await store().putIfAbsent('lock', Buffer.from('ours'))).toBe(true)
  })

  it('a refusal says bucket, key and what to look at, and nothing of the object', async () => {
    s3.onAnyCommand().rejects(
      Object.assign(new Error('secret of the answer'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }),
    )
    const refusal = await store()
      .put('runs/x', Buffer.from('ana@example.com'))
      .catch((error) => error)
    expect(refusal.message).toBe(
      's3://b-1/runs/x: S3 answered AccessDenied (403); the role or its key policy does not allow it.',
    )
    expect(JSON.stringify({ ...refusal, cause: refusal.cause })).not.toMatch(/secret|ana/)
  })
})
