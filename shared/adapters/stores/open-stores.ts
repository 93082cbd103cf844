import { createFileStores } from '../files/file-stores.ts'
import type { RunLock } from '../files/run-lock.ts'
import type { Stores } from './stores.ts'

export interface LockableStores extends Stores {
  /** One run at a time on these artifacts; throws RunFailedError while another one works. */
  lock(runId: string): Promise<RunLock>
}

/** Stores for a folder (`file:.nightmask`, a plain path) or a bucket (`s3://bucket/prefix`). Only a bucket loads the AWS SDK. */
export async function openStores(artifactsUrl: string): Promise<LockableStores> {
  if (!artifactsUrl.startsWith('s3:')) return createFileStores(artifactsUrl)
  const { createS3Stores } = await import('../s3/s3-stores.ts')
  return createS3Stores(artifactsUrl)
}
