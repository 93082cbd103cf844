import { probeServer } from '../../shared/adapters/mysql/reading/probe-server.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { probeStore } from '../../shared/adapters/s3/probe-store.ts'
import { S3Store } from '../../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../../shared/adapters/s3/s3-stores.ts'
import { readDatabaseSecret } from '../../shared/adapters/secrets/database-secret.ts'
import { readKeySecret } from '../../shared/adapters/secrets/key-secret.ts'
import { type NightmaskError, RunFailedError } from '../../shared/errors.ts'
import type { SourceRef } from '../../shared/steps/run-ref.ts'
import { explain } from '../failure.ts'
import { type TaskSetting, taskSetting } from './open-task.ts'

/** What the workflow Preflight hands over; `source` is production where the task reads it live. */
interface Asked {
  readonly id: string
  readonly source: SourceRef | null
}

/** Uses everything that the task was granted, once, and touches no run: each check is told by its own line. Null when none failed. */
export async function preflightTask(tell: (line: string) => void): Promise<NightmaskError | null> {
  const asked: Asked = JSON.parse(taskSetting('PREFLIGHT'))
  const grants = taskSetting('GRANTS').split(' ')
  const failed: string[] = []
  for (const grant of grants)
    await checkGrant(grant, asked).then(
      (sentence) => tell(`${grant}: ${sentence}`),
      (error) => {
        tell(`${grant} FAILED: ${explain(error).message}`)
        failed.push(grant)
      },
    )
  if (failed.length === 0) return null
  return new RunFailedError(`preflight: ${failed.length} of ${grants.length} checks failed: ${failed.join(', ')}.`)
}

/** A sentence about what was done; throws what it met. */
async function checkGrant(grant: string, { id, source }: Asked): Promise<string> {
  if (grant === 'source') return source ? connect(source, 'SOURCE_DATABASE') : 'not checked: the first clone shows it.'
  if (grant === 'staging') return connect({ secret: taskSetting('STAGING_SECRET') }, 'STAGING_DATABASE')
  if (grant === 'pseudonyms') return readKey('PSEUDONYM_KEY_SECRET')
  if (grant === 'originals-key') return readKey('ORIGINALS_KEY_SECRET')
  const objects = new S3Store(createS3Client(), { bucket: taskSetting('ARTIFACTS_BUCKET'), prefix: '' })
  const path = await probeStore(objects, grant, id)
  return path === null ? 'not checked: a run shows it.' : `${objects.locate(path)} is allowed.`
}

async function connect(
  { secret, host = null, port = null }: Pick<SourceRef, 'secret'> & Partial<SourceRef>,
  database: TaskSetting,
): Promise<string> {
  const url = await readDatabaseSecret(secret, { host, port, database: taskSetting(database) })
  const wire = await openWire(url, 'plain')
  try {
    return `it answers as ${(await probeServer(wire)).version}.`
  } finally {
    wire.close()
  }
}

async function readKey(name: TaskSetting): Promise<string> {
  const { version } = await readKeySecret(taskSetting(name), null)
  return `the key was read; its current version is ${version}.`
}
