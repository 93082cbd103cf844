import { S3Client } from '@aws-sdk/client-s3'
import type { RunLock } from '../files/run-lock.ts'
import { recordStore } from '../stores/record-store.ts'
import { type RunLedger, runLedger } from '../stores/run-ledger.ts'
import { createStores, type Stores } from '../stores/stores.ts'
import { type HoldStore, holdStore } from './hold.ts'
import { planStoreWithLists } from './run-lists.ts'
import { type ExecutionLock, lockForExecution, lockForProcess } from './run-lock.ts'
import { S3Store } from './s3-store.ts'
import { parseS3Url } from './s3-url.ts'

export interface S3Stores extends Stores {
  readonly ledger: RunLedger
  /** One run at a time on these artifacts, by a process; throws RunFailedError while another one works. */
  lock(runId: string): Promise<RunLock>
  /** The same lock, held by an execution of the Night workflow. */
  readonly executions: ExecutionLock
  /** Whether nights are held. */
  readonly holds: HoldStore
}

export interface S3StoreOptions {
  /** Where audit records are kept: a bucket of their own on AWS, else that of the artifacts. */
  readonly auditUrl?: string
  readonly client?: S3Client
}

/** Stores for `s3://bucket/prefix`. Region and credentials are those of the environment. */
export function createS3Stores(artifactsUrl: string, options: S3StoreOptions = {}): S3Stores {
  const client = options.client ?? createS3Client()
  const objects = new S3Store(client, parseS3Url(artifactsUrl))
  const records = new S3Store(client, parseS3Url(options.auditUrl ?? artifactsUrl))
  const stores = createStores(objects)
  return {
    ...stores,
    plans: planStoreWithLists(objects, stores.plans),
    records: recordStore(records),
    ledger: runLedger(objects, records),
    lock: (runId) => lockForProcess(objects, runId),
    executions: lockForExecution(objects),
    holds: holdStore(objects),
  }
}

/** A client that waits for what S3 is slow to say, and not for ever for what it never says. */
export function createS3Client(): S3Client {
  return new S3Client({
    maxAttempts: 6,
    requestHandler: {
      ...{ connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
      // The SDK has 50 when nobody says, and those beyond would wait.
      httpsAgent: { maxSockets: 128 },
    },
  })
}
