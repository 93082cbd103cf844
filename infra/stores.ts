import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type IKey, Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { UsageError } from '../shared/errors.ts'

export interface StoresProps {
  readonly artifactDays: number
  readonly auditDays: number
  /** Whether nobody may shorten these days (when left out), or whom the account allows to bypass them. */
  readonly auditMode?: 'compliance' | 'governance'
  /** What is there already. */
  readonly encryptionKey?: IKey | undefined
  readonly artifactsBucket?: IBucket | undefined
  readonly auditBucket?: IBucket | undefined
}

/** The artifacts of runs, which expire, and the audit records, which nobody can change or delete for the days given. */
export class Stores extends Construct {
  readonly artifactsKey: IKey
  readonly artifacts: IBucket
  readonly auditKey: IKey
  readonly audit: IBucket
  #logs: Bucket | undefined

  constructor(scope: Construct, id: string, props: StoresProps) {
    super(scope, id)
    const { artifactsBucket, auditBucket, encryptionKey } = props
    const key = (id: string, description: string) => encryptionKey ?? rotatingKey(this, id, description)
    this.artifactsKey = keyOf(artifactsBucket) ?? key('ArtifactsKey', 'nightmask: artifacts of runs, and logs')
    allowLogs(this, this.artifactsKey)
    this.auditKey = keyOf(auditBucket) ?? key('AuditKey', 'nightmask: audit records')
    this.artifacts = artifactsBucket ?? this.#artifactsBucket(props)
    this.audit = auditBucket ?? this.#auditBucket(props)
    this.#keepRecords(props.auditMode ?? 'compliance')
  }

  #artifactsBucket({ artifactDays }: StoresProps): Bucket {
    return new Bucket(this, 'Artifacts', {
      ...guarded,
      encryptionKey: this.artifactsKey,
      encryption: BucketEncryption.KMS,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: this.#accessLogs(),
      serverAccessLogsPrefix: 'artifacts/',
      lifecycleRules: [{ expiration: Duration.days(artifactDays) }, abandonedUploads],
    })
  }

  #auditBucket({ auditDays, auditMode = 'compliance' }: StoresProps): Bucket {
    return new Bucket(this, 'Audit', {
      ...guarded,
      encryptionKey: this.auditKey,
      encryption: BucketEncryption.KMS,
      bucketKeyEnabled: true,
      versioned: true,
      objectLockDefaultRetention: ObjectLockRetention[auditMode](Duration.days(auditDays)),
      serverAccessLogsBucket: this.#accessLogs(),
      serverAccessLogsPrefix: 'audit/',
      lifecycleRules: [abandonedUploads],
    })
  }

  /** Nobody but these roles puts anything beside the audit records. */
  allowRecordsOf(roles: readonly IRole[]): void {
    this.#deny(['s3:PutObject'], '*', { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } })
  }

  // A record lies in the folder of its day. Beside these folders is what names the newest one, which every record replaces.
  #keepRecords(mode: 'compliance' | 'governance'): void {
    this.#deny(['s3:PutObject'], 'audit/*/*', { Null: { 's3:if-none-match': 'true' } })
    // A marker would hide a record that nobody may delete.
    this.#deny(['s3:DeleteObject', ...(mode === 'compliance' ? ['s3:DeleteObjectVersion'] : [])], '*')
  }

  #deny(actions: string[], keys: string, conditions: Record<string, Record<string, unknown>> = {}): void {
    const statement = { effect: Effect.DENY, principals: [new AnyPrincipal()], actions, conditions }
    this.audit.addToResourcePolicy(new PolicyStatement({ ...statement, resources: [this.audit.arnForObjects(keys)] }))
  }

  #accessLogs(): Bucket {
    this.#logs ??= new Bucket(this, 'AccessLogs', {
      ...guarded,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(90) }, abandonedUploads],
    })
    return this.#logs
  }
}

/** The key of a bucket that is there; functions and reviewers are granted it by name. */
function keyOf(bucket: IBucket | undefined): IKey | undefined {
  if (!bucket || bucket.encryptionKey) return bucket?.encryptionKey
  throw new UsageError(
    `${bucket.node.path}: the bucket has to be given with its KMS key; take Bucket.fromBucketAttributes with encryptionKey.`,
  )
}

/** For what has to outlive its stack; a first deployment that fails takes it away again, and so does not block the next. */
export const outliving = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE

/** A key that renews its material every year. It outlives the stack: what it encrypted would be lost with it. */
export function rotatingKey(scope: Construct, id: string, description: string): Key {
  return new Key(scope, id, { description, enableKeyRotation: true, removalPolicy: outliving })
}

// CloudWatch Logs encrypts the log groups of functions and workflows with it, in their name only.
function allowLogs(scope: Construct, key: IKey): void {
  const stack = Stack.of(scope)
  const groups = stack.formatArn({ service: 'logs', resource: 'log-group:*' })
  const logs = new ServicePrincipal(`logs.${stack.region}.amazonaws.com`, {
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
  })
  key.grantEncryptDecrypt(logs)
}

const guarded: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: outliving,
}

const abandonedUploads = { abortIncompleteMultipartUploadAfter: Duration.days(1) }
