import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface StoresProps {
  readonly artifactDays: number
  readonly auditDays: number
  /** Whether nobody may shorten these days (when left out), or whom the account allows to bypass them. */
  readonly auditMode?: 'compliance' | 'governance'
}

/** The artifacts of runs, which expire, and the audit records, which nobody can change or delete for the days given. */
export class Stores extends Construct {
  readonly artifactsKey: Key
  readonly artifacts: Bucket
  readonly auditKey: Key
  readonly audit: Bucket

  constructor(scope: Construct, id: string, props: StoresProps) {
    super(scope, id)
    const { auditMode = 'compliance' } = props
    this.artifactsKey = rotatingKey(this, 'ArtifactsKey', 'nightmask: artifacts of runs, and logs')
    allowLogs(this.artifactsKey)
    this.auditKey = rotatingKey(this, 'AuditKey', 'nightmask: audit records')
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...guarded,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(90) }, abandonedUploads],
    })
    this.artifacts = new Bucket(this, 'Artifacts', {
      ...guarded,
      encryptionKey: this.artifactsKey,
      encryption: BucketEncryption.KMS,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'artifacts/',
      lifecycleRules: [{ expiration: Duration.days(props.artifactDays) }, abandonedUploads],
    })
    this.audit = new Bucket(this, 'Audit', {
      ...guarded,
      encryptionKey: this.auditKey,
      encryption: BucketEncryption.KMS,
      bucketKeyEnabled: true,
      versioned: true,
      objectLockDefaultRetention: ObjectLockRetention[auditMode](Duration.days(props.auditDays)),
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'audit/',
      lifecycleRules: [abandonedUploads],
    })
    this.#keepRecords(auditMode)
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
}

/** For what has to outlive its stack; a first deployment that fails takes it away again, and so does not block the next. */
export const outliving = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE

/** A key that renews its material every year. It outlives the stack: what it encrypted would be lost with it. */
export function rotatingKey(scope: Construct, id: string, description: string): Key {
  return new Key(scope, id, { description, enableKeyRotation: true, removalPolicy: outliving })
}

// CloudWatch Logs encrypts the log groups of functions and workflows with it, in their name only.
function allowLogs(key: Key): void {
  const stack = Stack.of(key)
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
