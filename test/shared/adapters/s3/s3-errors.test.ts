import { expect, it, onTestFinished, vi } from 'vitest'
import { explainS3 } from '../../../../shared/adapters/s3/s3-errors.ts'
import { createS3Stores } from '../../../../shared/adapters/s3/s3-stores.ts'

it.each([
  [named('AccessDenied', { $metadata: { httpStatusCode: 403 } }), 'S3 answered AccessDenied (403); the role or its'],
  [named('CredentialsProviderError'), 'there are no AWS credentials; sign in or set AWS_PROFILE.'],
  [named('Error', { code: 'ECONNREFUSED' }), 'S3 cannot be reached (ECONNREFUSED).'],
])('says in one sentence what stands between us and S3: %s', (error, said) => {
  expect(() => explainS3('s3://b/x')(error)).toThrow(`s3://b/x: ${said}`)
})

it('asks for a region where none is named', async () => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined)
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/none')
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(createS3Stores('s3://bucket/x').records.list()).rejects.toThrow('there is no AWS region; set AWS_REGION')
})

function named(name: string, rest: object = {}): Error {
  return Object.assign(new Error('of the SDK'), { name, ...rest })
}
