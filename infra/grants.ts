import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { KeySecrets } from './key-secrets.ts'
import { type SignatureKey, signingStatements } from './signature-key.ts'
import type { Stores } from './stores.ts'
import type { Surroundings } from './surroundings.ts'

/** Where each store of a step's ports lies. test/infra compares what functions get with what their steps name. */
const places = {
  plans: ['runs/*/plan.json'],
  chunks: ['runs/*/chunks/*'],
  receipts: ['runs/*/receipts/*'],
  originals: ['runs/*/originals/*'],
  /** Sealed under a subkey of the originals' key: what verifies has that key, and must not read these. */
  people: ['runs/*/people/*'],
  catalogue: ['runs/*/edge-cases.json'],
  notes: ['runs/*/notes/*'],
  /** What the leak check of each chunk has found. */
  scans: ['runs/*/scans/*'],
  /** What the maps of the workflow leave: why a chunk failed. */
  maps: ['runs/*/maps/*'],
  lock: ['runs/lock.json'],
  /** By which an operator holds the nights. */
  holds: ['runs/hold.json'],
  /** In folders by day; what names the newest one, and the index of all; and one that only shows that a record could be written. */
  records: ['audit/*/*', 'audit/latest.json', 'audit/index.html', 'audit/index.jsonl', 'audit/probe'],
} as const

/** What a store writes, or reads to know that it is there, beside what others read of it or delete. */
const besides: { readonly [grant: string]: readonly string[] } = {
  'plans:write': ['runs/*/lists/*'],
  'lock:read': ['runs/*/begun.json'],
  'lock:write': ['runs/*/begun.json'],
}

/** Stores whose objects are put in parts when they are large. */
const inParts: readonly Store[] = ['chunks', 'originals', 'people']

export type Store = keyof typeof places
export type Access = 'read' | 'write' | 'delete'

/** What a function may do: a login or a key it may read, a key it may sign with, or what it may do with a store. */
export type Grant = 'source' | 'staging' | 'pseudonyms' | 'originals-key' | 'signature' | `${Store}:${Access}`

const actions: Record<Access, string> = { read: 's3:GetObject', write: 's3:PutObject', delete: 's3:DeleteObject' }

export interface GrantScope extends Pick<Surroundings, 'source' | 'staging'> {
  readonly stores: Stores
  readonly keys: KeySecrets
  readonly signatureKey: SignatureKey
  /** Keys of customers that the logins of source and staging are encrypted with. */
  readonly secretKeyArns: readonly string[]
  readonly readsProduction: boolean
  /** What nights make a clone of; null when they read production live. */
  readonly clones: 'cluster' | 'instance' | null
  /** Begin of every clone's identifier. */
  readonly clonePrefix: string
}

/** The policy of a function: one statement for each grant, then the keys and lists that they need. */
export function statementsFor(grants: readonly Grant[], scope: GrantScope): PolicyStatement[] {
  const stored = grants.filter(isStored)
  const onArtifacts = stored.filter((grant) => storeOf(grant) !== 'records')
  const onAudit = stored.filter((grant) => storeOf(grant) === 'records')
  return [
    ...grants.filter((grant) => !isStored(grant)).flatMap((grant) => secretStatements(grant, scope)),
    ...bucketStatements(onArtifacts, scope.stores.artifacts, scope.stores.artifactsKey),
    ...bucketStatements(onAudit, scope.stores.audit, scope.stores.auditKey),
  ]
}

function secretStatements(grant: Exclude<Grant, `${Store}:${Access}`>, scope: GrantScope): PolicyStatement[] {
  const { keys, source, staging } = scope
  switch (grant) {
    case 'pseudonyms':
      return readSecret(keys.pseudonyms.arn, keys.pseudonyms.keyArns)
    case 'originals-key':
      return readSecret(keys.originals.arn, keys.originals.keyArns)
    case 'signature':
      return signingStatements(scope.signatureKey.key)
    case 'staging':
      return readSecret(staging.secretArn, scope.secretKeyArns)
    case 'source':
      return [
        ...(scope.readsProduction ? readSecret(source.secretArn, scope.secretKeyArns) : []),
        ...(scope.clones ? readCloneSecret(keys.encryptionKey, scope.clones, scope.clonePrefix) : []),
      ]
  }
}

function readSecret(secretArn: string, keyArns: readonly string[]): PolicyStatement[] {
  const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] })
  if (keyArns.length === 0) return [read]
  const decrypt = new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [...keyArns],
    // The key opens this secret and no other.
    conditions: { StringLike: { 'kms:EncryptionContext:SecretARN': secretArn } },
  })
  return [read, decrypt]
}

// RDS makes the login of a clone and tags it with what it opens.
function readCloneSecret(key: IKey, clones: 'cluster' | 'instance', clonePrefix: string): PolicyStatement[] {
  const stack = Stack.of(key)
  const secretArn = stack.formatArn({ service: 'secretsmanager', resource: 'secret:rds!*' })
  const [tag, kind] = clones === 'cluster' ? ['primaryDBClusterArn', 'cluster'] : ['primaryDBInstanceArn', 'db']
  const opened = stack.formatArn({ service: 'rds', resource: `${kind}:${clonePrefix}*` })
  return [
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [secretArn],
      conditions: { ArnLike: { [`secretsmanager:ResourceTag/aws:rds:${tag}`]: opened } },
    }),
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringLike: { 'kms:EncryptionContext:SecretARN': secretArn } },
    }),
  ]
}

function bucketStatements(grants: readonly `${Store}:${Access}`[], bucket: IBucket, key: IKey): PolicyStatement[] {
  if (grants.length === 0) return []
  const all = (grant: `${Store}:${Access}`) => [...places[storeOf(grant)], ...(besides[grant] ?? [])]
  const parted = grants.filter((grant) => accessOf(grant) === 'write' && inParts.includes(storeOf(grant)))
  const allow = (action: string, grant: `${Store}:${Access}`) =>
    new PolicyStatement({ actions: [action], resources: all(grant).map((place) => bucket.arnForObjects(place)) })
  const objects = [
    ...grants.map((grant) => allow(actions[accessOf(grant)], grant)),
    ...parted.map((grant) => allow('s3:AbortMultipartUpload', grant)),
  ]
  const looks = grants.some((grant) => accessOf(grant) !== 'write')
  // Without ListBucket a missing object looks forbidden. Names hold no value of the source: tables are hashed.
  const list = new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] })
  // S3 needs the key for both ways to put parts together.
  const decrypts = parted.length > 0 || grants.some((grant) => accessOf(grant) === 'read')
  const writes = grants.some((grant) => accessOf(grant) === 'write')
  const keyActions = [...(decrypts ? ['kms:Decrypt'] : []), ...(writes ? ['kms:GenerateDataKey'] : [])]
  const crypt = new PolicyStatement({
    actions: keyActions,
    resources: [key.keyArn],
    // Only for what S3 does with it.
    conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(key).region}.amazonaws.com` } },
  })
  return [...objects, ...(looks ? [list] : []), ...(keyActions.length > 0 ? [crypt] : [])]
}

function isStored(grant: Grant): grant is `${Store}:${Access}` {
  return grant.includes(':')
}

function storeOf(grant: `${Store}:${Access}`): Store {
  return grant.slice(0, grant.indexOf(':')) as Store
}

function accessOf(grant: `${Store}:${Access}`): Access {
  return grant.slice(grant.indexOf(':') + 1) as Access
}
