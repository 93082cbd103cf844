import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Database } from '../surroundings.ts'

/** How RDS calls snapshots of an instance and of a cluster, as Step Functions spells it. */
export interface SnapshotKind {
  /** As in createDBSnapshot. */
  readonly api: 'DBSnapshot' | 'DBClusterSnapshot'
  readonly describe: 'describeDBInstances' | 'describeDBClusters'
  /** Fields of its answer and of what is asked. */
  readonly described: 'DbInstances' | 'DbClusters'
  readonly of: 'DbInstanceIdentifier' | 'DbClusterIdentifier'
  readonly id: 'DbSnapshotIdentifier' | 'DbClusterSnapshotIdentifier'
  readonly list: 'DbSnapshots' | 'DbClusterSnapshots'
  readonly arn: 'snapshot' | 'cluster-snapshot'
  readonly staging: string
}

export function snapshotKind(name: Database['name']): SnapshotKind {
  if ('cluster' in name)
    return {
      ...{
        api: 'DBClusterSnapshot',
        describe: 'describeDBClusters',
        described: 'DbClusters',
        of: 'DbClusterIdentifier',
      },
      ...{ id: 'DbClusterSnapshotIdentifier', list: 'DbClusterSnapshots', arn: 'cluster-snapshot' },
      staging: name.cluster,
    }
  return {
    ...{ api: 'DBSnapshot', describe: 'describeDBInstances', described: 'DbInstances', of: 'DbInstanceIdentifier' },
    ...{ id: 'DbSnapshotIdentifier', list: 'DbSnapshots', arn: 'snapshot' },
    staging: name.instance,
  }
}

/** ARNs that sharing touches: staging to look at and to copy, snapshots of this nightly masking to change. */
export function shareArns(scope: Construct, kind: SnapshotKind, prefix: string) {
  const arn = (resource: string) => Stack.of(scope).formatArn({ service: 'rds', resource })
  return {
    staging: arn(`${kind.arn === 'snapshot' ? 'db' : 'cluster'}:${kind.staging}`),
    snapshots: arn(`${kind.arn}:${prefix}*`),
    /** Of staging, whoever made them: RDS lists all. */
    listed: arn(`${kind.arn}:*`),
  }
}

/** RDS reads under staging's own key and writes under the shared one, in the caller's name and never otherwise. */
export function shareKeyStatements(scope: Construct, sharedKeyArn: string): PolicyStatement[] {
  const stack = Stack.of(scope)
  const viaService = { StringEquals: { 'kms:ViaService': `rds.${stack.region}.amazonaws.com` } }
  const any = stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' })
  const allow = (actions: string[], resources: string[], more: Record<string, unknown> = {}) =>
    new PolicyStatement({ actions, resources, conditions: { ...viaService, ...more } })
  return [
    allow(['kms:DescribeKey', 'kms:Decrypt'], [any]),
    allow(['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt'], [sharedKeyArn]),
    allow(['kms:CreateGrant'], [any], { Bool: { 'kms:GrantIsForAWSResource': true } }),
  ]
}
