import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Asset } from 'aws-cdk-lib/aws-s3-assets'
import type { MaskingNetwork } from '../masking-network.ts'

/** What CodeBuild does in the name of the task's role before and beside the task: its code, its log, its network interface. */
export function buildStatements(asset: Asset, logGroup: LogGroup, { subnets }: MaskingNetwork): PolicyStatement[] {
  const stack = Stack.of(asset)
  const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    new PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) })
  const subnetArns = subnets.map(({ subnetId }) => stack.formatArn({ service: 'ec2', resource: `subnet/${subnetId}` }))
  return [
    allow(['s3:GetObject', 's3:GetObjectVersion'], [asset.bucket.arnForObjects(asset.s3ObjectKey)]),
    allow(['s3:GetBucketAcl', 's3:GetBucketLocation'], [asset.bucket.bucketArn]),
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
    allow(interfaceActions, ['*']),
    allow(
      ['ec2:CreateNetworkInterfacePermission'],
      [stack.formatArn({ service: 'ec2', resource: 'network-interface/*' })],
      {
        StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
        ArnEquals: { 'ec2:Subnet': subnetArns },
      },
    ),
  ]
}

const interfaceActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
]
