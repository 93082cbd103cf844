import { S3Store } from '../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { parseS3Url } from '../shared/adapters/s3/s3-url.ts'
import { runPaths } from '../shared/adapters/stores/artifact-paths.ts'
import { bucketUrl } from './environment.ts'

/** What a map's ResultWriter has written about a batch that failed. */
export interface FailedBatch {
  readonly Status?: string
  readonly Error?: string
  readonly Cause?: string
  /** ISO 8601. */
  readonly StopDate?: string
}

/** Batches that failed of the map that a state is (FAILED_<n>.json), try by try; its folder is that of infra/workflow/chunk-map.ts. */
export async function mapFailures(runId: string, state: string): Promise<FailedBatch[]> {
  const objects = new S3Store(createS3Client(), parseS3Url(bucketUrl('ARTIFACTS_BUCKET')))
  const failures: FailedBatch[] = []
  const folder = `${runPaths.run(runId)}/maps/${state.replaceAll(' ', '-').toLowerCase()}`
  for (const path of await objects.list(folder)) {
    const bytes = /\/FAILED_\d+\.json$/.test(path) ? await objects.get(path) : null
    if (bytes) failures.push(...JSON.parse(Buffer.from(bytes).toString('utf8')))
  }
  return failures
}
