import { withAwsSdk } from '../aws-sdk.ts'
import type { EndedRun } from '../files/expire-runs.ts'
import { createFileStores } from '../files/file-stores.ts'
import type { RunLock } from '../files/run-lock.ts'
import type { RunLedger } from './run-ledger.ts'
import type { Stores } from './stores.ts'

export interface OpenedStores extends Stores {
  /** The folder as an absolute path, or the bucket's URL. */
  readonly place: string
  readonly ledger: RunLedger
  /** One run at a time on these artifacts; throws RunFailedError while another one works. */
  lock(runId: string): Promise<RunLock>
  /** Removes what older runs left, once a full run has ended, published or not. */
  expire(ended: EndedRun): Promise<void>
}

/** Stores for a folder (`file:.nightmask`, a plain path) or a bucket (`s3://bucket/prefix`). Only a bucket loads the AWS SDK. */
export async function openStores(artifactsUrl: string): Promise<OpenedStores> {
  if (!artifactsUrl.startsWith('s3:')) {
    const stores = createFileStores(artifactsUrl)
    return { ...stores, place: stores.folder }
  }
  const { createS3Stores } = await withAwsSdk('s3', () => import('../s3/s3-stores.ts'))
  // What is left in a bucket expires by the bucket's own rules.
  return { ...createS3Stores(artifactsUrl), place: artifactsUrl, expire: async () => undefined }
}
