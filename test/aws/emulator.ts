import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { describe } from 'vitest'

const endpoint = process.env.NIGHTMASK_TEST_AWS_ENDPOINT

/** How clients reach the AWS API emulator; the credentials are nobody's. */
export const emulator = {
  endpoint: endpoint ?? 'http://127.0.0.1:1',
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
}

/** Tests that need the emulator; skipped, and said so by test/setup/engines.ts, when the environment names none. */
export const describeOnAws = describe.skipIf(!endpoint)

export function s3Client(): S3Client {
  return new S3Client(emulator)
}

/** A new bucket that nothing else uses. */
export async function freshBucket(client: S3Client, lock = false): Promise<string> {
  const Bucket = `nightmask-test-${randomBytes(6).toString('hex')}`
  await client.send(
    new CreateBucketCommand({
      Bucket,
      ObjectLockEnabledForBucket: lock,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  )
  return Bucket
}

/** The address of a port on which nobody listens. */
export function closedEndpoint(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(`http://127.0.0.1:${port}`))
    })
  })
}
