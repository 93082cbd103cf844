import { S3Store } from '../shared/adapters/s3/s3-store.ts'
import { createS3Client } from '../shared/adapters/s3/s3-stores.ts'
import { parseS3Url } from '../shared/adapters/s3/s3-url.ts'
import { runPaths } from '../shared/adapters/stores/artifact-paths.ts'
import { bucketUrl } from './environment.ts'
import type { Told } from './preflight.ts'

/** Where the probe of each store lies below the folder of the preflight: where a run has the like of it. */
const places: Readonly<Record<string, string>> = {
  'plans:read': 'plan.json',
  'plans:write': 'lists/probe.json',
  chunks: 'chunks/probe',
  receipts: 'receipts/probe.json',
  originals: 'originals/probe',
  catalogue: 'edge-cases.json',
  notes: 'notes/probe.json',
  scans: 'scans/probe.json',
  maps: 'maps/probe.json',
  'lock:read': 'begun.json',
  'lock:write': 'begun.json',
}

/** Reads, writes or deletes a probe where the grant allows it; what is left of it expires with the artifacts. */
export async function checkStore(grant: string, id: string): Promise<Told[]> {
  const [store = '', access] = grant.split(':')
  if (store === 'records') return checkRecords(access)
  const objects = new S3Store(createS3Client(), parseS3Url(bucketUrl('ARTIFACTS_BUCKET')))
  const place = places[grant] ?? places[store]
  const path = store === 'holds' ? 'runs/hold.json' : `${runPaths.run(id)}/${place}`
  if (!place && store !== 'holds')
    // The lock itself, for one: whoever gives it back has to have it.
    return [{ passed: null, sentence: 'Not checked: a run shows it.' }]
  if (access === 'write') await objects.put(path, Buffer.from('probe\n'))
  else if (access === 'delete') await objects.delete(path)
  else await objects.get(path)
  return [{ passed: true, sentence: `${objects.locate(path)}: ${access} is allowed.` }]
}

// What is written there stays for years: the store knows a way that leaves one object for ever.
async function checkRecords(access: string | undefined): Promise<Told[]> {
  const objects = new S3Store(createS3Client(), parseS3Url(bucketUrl('AUDIT_BUCKET')))
  if (access === 'write') await objects.assertWritable('audit')
  else await objects.get('audit/latest.json')
  return [{ passed: true, sentence: `${objects.locate('audit')}: ${access} is allowed.` }]
}
