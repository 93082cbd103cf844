import { S3Store } from '../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { parseS3Url } from '../shared/adapters/s3/s3-url.ts'
import { runPaths } from '../shared/adapters/stores/artifact-paths.ts'
import { bucketUrl } from './environment.ts'
import type { AuditEvent } from './events.ts'

/** Why the first failed chunk of a run failed, as the map's ResultWriter has it in FAILED_<n>.json; null when none did. */
export async function firstMapFailure(runId: string): Promise<AuditEvent['failure']> {
  const objects = new S3Store(createS3Client(), parseS3Url(bucketUrl('ARTIFACTS_BUCKET')))
  const failed = (await objects.list(`${runPaths.run(runId)}/maps`)).filter((path) => /\/FAILED_\d+\.json$/.test(path))
  const [last] = failed.slice(-1)
  const bytes = last ? await objects.get(last) : null
  const [first] = bytes ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as ChildExecution[]) : []
  return first ? { error: first.Error ?? first.Status ?? 'Failed', cause: first.Cause ?? '' } : null
}

interface ChildExecution {
  readonly Status?: string
  readonly Error?: string
  readonly Cause?: string
}
