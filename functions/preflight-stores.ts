import { probeStore } from '../shared/adapters/s3/probe-store.ts'
import { S3Store } from '../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { parseS3Url } from '../shared/adapters/s3/s3-url.ts'
import { bucketUrl } from './environment.ts'
import type { Told } from './preflight.ts'

/** Uses a store once in the way of the grant. */
export async function checkStore(grant: string, id: string): Promise<Told[]> {
  const [store = '', access] = grant.split(':')
  if (store === 'records') return checkRecords(access)
  const objects = new S3Store(createS3Client(), parseS3Url(bucketUrl('ARTIFACTS_BUCKET')))
  const path = await probeStore(objects, grant, id)
  if (path === null) return [{ passed: null, sentence: 'Not checked: a run shows it.' }]
  return [{ passed: true, sentence: `${objects.locate(path)}: ${access} is allowed.` }]
}

// What is written there stays for years: the store knows a way that leaves one object for ever.
async function checkRecords(access: string | undefined): Promise<Told[]> {
  const objects = new S3Store(createS3Client(), parseS3Url(bucketUrl('AUDIT_BUCKET')))
  if (access === 'write') await objects.assertWritable('audit')
  else await objects.get('audit/latest.json')
  return [{ passed: true, sentence: `${objects.locate('audit')}: ${access} is allowed.` }]
}
