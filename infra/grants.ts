import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { KeySecrets } from './key-secrets.ts'
import type { Stores } from './stores.ts'
import type { Surroundings } from './surroundings.ts'

/** Where each store of a step's ports lies. test/infra compares what functions get with what their steps name. */
const places = {
  plans: ['runs/*/plan.json', 'runs/*/lists/*'],
  chunks: ['runs/*/chunks/*'],
  receipts: ['runs/*/receipts/*'],
  originals: ['runs/*/originals/*'],
  catalogue: ['runs/*/edge-cases.json'],
  notes: ['runs/*/notes/*'],
  /** What the leak check of each chunk has found. */
  scans: ['runs/*/scans/*'],
  /** What the maps of the workflow leave: why a chunk failed. */
  maps: ['runs/*/maps/*'],
  lock: ['runs/lock.json', 'runs/*/begun.json'],
  records: ['audit/*'],
} as const

export type Store = keyof typeof places
export type Access = 'read' | 'write' | 'delete'

/** What a function may do: a login or a key it may read, or what it may do with a store. */
export type Grant = 'source' | 'staging' | 'pseudonyms' | 'originals-key' | `${Store}:${Access}`

const actions: Record<Access, readonly string[]> = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject', 's3:AbortMultipartUpload'],
  delete: ['s3:DeleteObject'],
}

export interface GrantScope extends Pick<Surroundings, 'source' | 'staging'> {
  readonly stores: Stores
  readonly keys: KeySecrets
  /** Keys of customers that the logins of source and staging are encrypted with. */
  readonly secretKeyArns: readonly string[]
  readonly readsProduction: boolean
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
    case 'staging':
      return readSecret(staging.secretArn, scope.secretKeyArns)
    case 'source':
      return [
        ...(scope.readsProduction ? readSecret(source.secretArn, scope.secretKeyArns) : []),
        ...readCloneSecret(keys.encryptionKey, scope.clonePrefix),
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
function readCloneSecret(key: IKey, clonePrefix: string): PolicyStatement[] {
  const stack = Stack.of(key)
  const secretArn = stack.formatArn({ service: 'secretsmanager', resource: 'secret:rds!*' })
  const clone = (resource: string) => stack.formatArn({ service: 'rds', resource: `${resource}:${clonePrefix}*` })
  const tagged = (tag: string, resource: string) =>
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [secretArn],
      conditions: { ArnLike: { [`secretsmanager:ResourceTag/${tag}`]: clone(resource) } },
    })
  return [
    tagged('aws:rds:primaryDBClusterArn', 'cluster'),
    tagged('aws:rds:primaryDBInstanceArn', 'db'),
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringLike: { 'kms:EncryptionContext:SecretARN': secretArn } },
    }),
  ]
}

function bucketStatements(grants: readonly `${Store}:${Access}`[], bucket: IBucket, key: IKey): PolicyStatement[] {
  if (grants.length === 0) return []
  const objects = grants.map(
    (grant) =>
      new PolicyStatement({
        actions: [...actions[accessOf(grant)]],
        resources: places[storeOf(grant)].map((place) => bucket.arnForObjects(place)),
      }),
  )
  // Without ListBucket a missing object looks forbidden. Names hold no value of the source: tables are hashed.
  const list = new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] })
  const writes = grants.some((grant) => accessOf(grant) === 'write')
  const crypt = new PolicyStatement({
    actions: writes ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'],
    resources: [key.keyArn],
  })
  return [...objects, list, crypt]
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
