import type { Json } from '../../synthesise.ts'
import type { Edge } from '../edge.ts'
import type { Template } from '../template.ts'
import type { Deployed } from './functions.ts'

type Access = 'read' | 'write' | 'delete'

/** Where the stores of the ports lie, as shared/adapters/stores/artifact-paths.ts names it. */
const places: Readonly<Record<string, Partial<Record<Access, readonly string[]>>>> = {
  plans: { read: ['runs/*/plan.json'], write: ['runs/*/plan.json', 'runs/*/lists/*'] },
  chunks: same('runs/*/chunks/*'),
  receipts: same('runs/*/receipts/*'),
  originals: same('runs/*/originals/*'),
  people: same('runs/*/people/*'),
  catalogue: same('runs/*/edge-cases.json'),
  notes: same('runs/*/notes/*'),
  scans: same('runs/*/scans/*'),
  maps: same('runs/*/maps/*'),
  lock: {
    read: ['runs/lock.json', 'runs/*/begun.json'],
    write: ['runs/lock.json', 'runs/*/begun.json'],
    delete: ['runs/lock.json'],
  },
  holds: same('runs/hold.json'),
  records: same('audit/*/*', 'audit/latest.json', 'audit/index.html', 'audit/index.jsonl', 'audit/probe'),
}

function same(...read: string[]): Record<Access, readonly string[]> {
  return { read, write: read, delete: read }
}

/** Stores whose objects may have more than one part. */
const inParts = ['chunks', 'originals', 'people']

/** What a function does with objects, and S3 with their key for it. */
export function storeCalls(deployed: Deployed, template: Template): Edge[] {
  const stored = deployed.words.flatMap((word) => {
    const [, store, access] = /^(\w+):(read|write|delete)$/.exec(word) ?? []
    return store ? [{ store, access: access as Access }] : []
  })
  return ['ARTIFACTS_BUCKET', 'AUDIT_BUCKET'].flatMap((variable) => {
    const here = stored.filter(({ store }) => (store === 'records') === (variable === 'AUDIT_BUCKET'))
    if (here.length === 0) return []
    const bucket = bucketOf(deployed, variable, template)
    return [
      ...here.flatMap((each) => objectCalls(deployed, each, bucket, template)),
      ...listCall(deployed, here, bucket),
    ]
  })
}

interface Bucket {
  readonly arn: string
  readonly key: string
}

function bucketOf({ properties, name }: Deployed, variable: string, { text, arnOf, ofType }: Template): Bucket {
  const bucket = text(properties.Environment.Variables[variable] ?? '')
  const found = ofType('AWS::S3::Bucket').find(([id]) => text({ Ref: id }) === bucket)
  if (!found) throw new Error(`${name} has no ${variable} that the template makes`)
  return { arn: arnOf(found[0]), key: text(keyOf(found[1])) }
}

function keyOf({ Properties }: Json): Json {
  const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration
  return rule.ServerSideEncryptionByDefault.KMSMasterKeyID
}

function objectCalls(
  deployed: Deployed,
  { store, access }: { store: string; access: Access },
  bucket: Bucket,
  template: Template,
): Edge[] {
  const { name } = deployed
  const paths = places[store]?.[access]
  if (!paths)
    throw new Error(`the walker does not know where ${store} are ${access === 'read' ? 'read' : `${access}d`}`)
  const on = (action: string, more: Partial<Edge> = {}) =>
    paths.map((path) => call(deployed, `${name} ${verbs[access]} ${store}.`, action, `${bucket.arn}/${path}`, more))
  const use = (action: string) =>
    keyCall(deployed, action, bucket, template, `S3 ${verbs[access]} ${store} for ${name}.`)
  if (access === 'read') return [...on('s3:GetObject'), use('kms:Decrypt')]
  if (access === 'delete') return on('s3:DeleteObject')
  // Putting parts together needs the key for both ways (S3's guide, «Protecting data using SSE-KMS»).
  const parts = inParts.includes(store) ? [...on('s3:AbortMultipartUpload'), use('kms:Decrypt')] : []
  if (store === 'records') return [...recordCalls(deployed, bucket), use('kms:GenerateDataKey')]
  return [...on('s3:PutObject'), ...parts, use('kms:GenerateDataKey')]
}

const verbs: Record<Access, string> = { read: 'reads', write: 'writes', delete: 'deletes' }

/** A record is put only if there is none; what names the newest one, and the index, are replaced (shared/adapters/stores/record-store.ts). */
function recordCalls(deployed: Deployed, { arn }: Bucket): Edge[] {
  const why = `${deployed.name} writes records.`
  const ifAbsent = 's3:if-none-match'
  return [
    call(deployed, why, 's3:PutObject', `${arn}/audit/*/*`, {
      context: { [ifAbsent]: '*' },
      bound: { [ifAbsent]: null },
    }),
    ...['latest.json', 'index.html', 'index.jsonl'].map((name) =>
      call(deployed, why, 's3:PutObject', `${arn}/audit/${name}`),
    ),
    call(deployed, why, 's3:PutObject', `${arn}/audit/probe`, { context: { [ifAbsent]: '*' } }),
  ]
}

// Without it a missing object looks forbidden (S3's API reference, GetObject), and folders are listed.
function listCall(deployed: Deployed, stored: readonly { access: Access }[], { arn }: Bucket): Edge[] {
  if (stored.every(({ access }) => access === 'write')) return []
  return [call(deployed, `${deployed.name} lists objects and sees which are missing.`, 's3:ListBucket', arn)]
}

function call(
  { id, role, properties }: Deployed,
  why: string,
  action: string,
  on: string,
  more: Partial<Edge> = {},
): Edge {
  return { why, by: { role }, action, on, ...(properties.VpcConfig ? { from: id } : {}), ...more }
}

// With a bucket key the context is the bucket (S3's guide, «Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys»).
function keyCall({ role }: Deployed, action: string, { arn, key }: Bucket, { region }: Template, why: string): Edge {
  const context = { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': arn }
  return { why, by: { role }, action, on: key, context }
}
