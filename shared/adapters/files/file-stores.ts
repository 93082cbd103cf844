import { fileURLToPath } from 'node:url'
import { UsageError } from '../../errors.ts'
import { type RunLedger, runLedger } from '../stores/run-ledger.ts'
import { createStores, type Stores } from '../stores/stores.ts'
import { type EndedRun, expireRuns } from './expire-runs.ts'
import { FileStore } from './file-store.ts'
import { lockRuns, type RunLock } from './run-lock.ts'

export interface FileStores extends Stores {
  readonly ledger: RunLedger
  /** The folder, as an absolute path. */
  readonly folder: string
  /** One run at a time on these artifacts; throws RunFailedError while another one works. */
  lock(runId: string): Promise<RunLock>
  /** Removes what older runs left, once a full run has ended, published or not. */
  expire(ended: EndedRun): Promise<void>
}

/** Stores for `file:.nightmask`, `file:///var/lib/nightmask` or a plain path. */
export function createFileStores(artifactsUrl: string): FileStores {
  const objects = new FileStore(folderOf(artifactsUrl))
  return {
    ...createStores(objects),
    folder: objects.folder,
    ledger: runLedger(objects, objects),
    lock: (runId) => lockRuns(objects, runId),
    expire: (ended) => expireRuns(objects, ended),
  }
}

function folderOf(artifactsUrl: string): string {
  if (artifactsUrl.startsWith('file://')) return fileURLToPath(artifactsUrl)
  const path = artifactsUrl.replace(/^file:/, '')
  if (path === '') throw new UsageError('artifacts: the folder is missing, as in file:.nightmask')
  // One letter before the colon would be a drive.
  const scheme = /^[a-z][a-z0-9+.-]+:/i.exec(path)?.[0]
  if (!scheme) return path
  throw new UsageError(
    `artifacts: they are stored in a folder (file:.nightmask) or a bucket (s3://bucket/prefix), not at ${scheme}`,
  )
}
