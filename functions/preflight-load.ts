import { setTimeout } from 'node:timers/promises'
import { probeRemoteLoad } from '../shared/adapters/mysql/publishing/probe-remote-load.ts'
import { takeRoles } from '../shared/adapters/mysql/shadow/loads-from-s3.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import { S3Store } from '../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { parseS3Url } from '../shared/adapters/s3/s3-url.ts'
import { runPaths } from '../shared/adapters/stores/artifact-paths.ts'
import type { Closing } from './closing.ts'
import { stagingUrl } from './databases.ts'
import { bucketUrl, setting } from './environment.ts'
import type { Told } from './preflight.ts'

// Of who writes chunks, in the same preflight.
const probeTries = 30

/** Lets staging read the probe that lies where chunks lie: role, grant, key and way to S3 at once. */
export async function checkLoad(id: string, closing: Closing): Promise<Told> {
  const bucket = parseS3Url(bucketUrl('ARTIFACTS_BUCKET'))
  const objects = new S3Store(createS3Client(), bucket)
  const path = `${runPaths.chunks(id)}/probe`
  for (let tries = 1; !(await objects.get(path)); tries++) {
    if (tries === probeTries) return { passed: null, sentence: `Not checked: ${objects.locate(path)} was not written.` }
    await setTimeout(2000)
  }
  const wire = closing.add(await openWire(await stagingUrl(null), 'staging'))
  await takeRoles(wire)
  const uri = `s3-${setting('AWS_REGION')}://${bucket.bucket}/${bucket.prefix}${path}`
  const errno = await probeRemoteLoad(wire, setting('STAGING_DATABASE'), uri)
  return errno === null
    ? { passed: true, sentence: 'Staging read a probe from S3 by itself.' }
    : { passed: false, sentence: `Staging cannot LOAD DATA FROM S3 (error ${errno}): ${remedyOf(errno)}.` }
}

// 1227 and 1045 are of the grant (Aurora's guide, «Granting privileges to load data»); what S3 refuses comes as other numbers.
function remedyOf(errno: number): string {
  return errno === 1227 || errno === 1045
    ? 'grant AWS_LOAD_S3_ACCESS to its login'
    : 'look at aws_default_s3_role, at the role of the cluster and at its way to S3 (docs/operations.md, section 3)'
}
