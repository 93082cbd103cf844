import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { UsageError } from '../shared/errors.ts'
import type { Stores } from './stores.ts'
import type { Staging } from './surroundings.ts'

export interface StagingLoadProps {
  readonly stores: Stores
  readonly staging: Staging
}

/**
 * The role by which staging's cluster reads masked chunks itself (LOAD DATA FROM S3), and nothing else. Giving it to the cluster is its
 * owner's to do: docs/operations.md, section 3.
 */
export class StagingLoad extends Construct {
  readonly role: Role

  constructor(scope: Construct, id: string, { stores, staging }: StagingLoadProps) {
    super(scope, id)
    if (!staging.name || !('cluster' in staging.name))
      throw new UsageError('staging: only an Aurora cluster of this account can load from S3.')
    const stack = Stack.of(this)
    this.role = new Role(this, 'Role', {
      description: "nightmask: staging's cluster reads masked chunks",
      assumedBy: new ServicePrincipal('rds.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'rds',
              resource: `cluster:${staging.name.cluster}`,
            }),
          },
        },
      }),
    })
    const { artifacts, artifactsKey } = stores
    const allow = (actions: string[], resource: string, conditions = {}) =>
      this.role.addToPolicy(new PolicyStatement({ actions, resources: [resource], conditions }))
    // Aurora's guide, «Creating an IAM policy to access Amazon S3 resources».
    allow(['s3:GetObject', 's3:GetObjectVersion'], artifacts.arnForObjects('runs/*/chunks/*'))
    allow(['s3:ListBucket'], artifacts.bucketArn)
    allow(['kms:Decrypt'], artifactsKey.keyArn, {
      StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` },
    })
  }
}
