import { RemovalPolicy } from 'aws-cdk-lib'
import { CfnProject, ComputeType, LinuxArmBuildImage } from 'aws-cdk-lib/aws-codebuild'
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { Construct } from 'constructs'
import { taskEntry } from '../bundle.ts'
import { bundledCode } from '../bundled-code.ts'
import { configured, customSources } from '../custom-sources.ts'
import { type Grant, type GrantScope, statementsFor } from '../grants.ts'
import type { MaskingNetwork } from '../masking-network.ts'
import { secretId } from '../secret-arn.ts'
import { buildStatements } from './task-statements.ts'

/** How large its machine is, and for how long it may work. */
export interface TaskSize {
  readonly size: 'small' | 'medium' | 'large' | 'xlarge' | '2xlarge'
  readonly hours: number
}

export interface MaskingTaskProps extends GrantScope, TaskSize {
  readonly network: MaskingNetwork
  readonly securityGroup: ISecurityGroup
  readonly configFile: string
  readonly policyFile: string
  readonly toolVersion: string
  /** Of what is deployed: a run that other code began is refused. */
  readonly codeDigest: string
}

/**
 * The pipeline of the command line as one process that may work for hours: a build of CodeBuild, whose image has the Node that it
 * needs, so that nothing is fetched but its own code. It reads the source and writes staging: its role has both sides.
 */
export class MaskingTask extends Construct {
  readonly project: CfnProject
  readonly logGroup: LogGroup
  /** From the start of a build to its end, with its wait for a machine. */
  readonly mostHours: number
  /** Whether it reads production itself, and no clone. */
  readonly readsProduction: boolean

  constructor(scope: Construct, id: string, props: MaskingTaskProps) {
    super(scope, id)
    const { stores, network } = props
    this.readsProduction = props.readsProduction
    this.mostHours = queuedHours + props.hours + 1
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: stores.artifactsKey,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') })
    const asset = new Asset(this, 'Code', bundledCode('task', configured(props), customSources(props.configFile)))
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: [...buildStatements(asset, this.logGroup, network), ...statementsFor(taskGrants, props)],
    })
    // The construct of a higher level grants its role more than this one needs.
    this.project = new CfnProject(this, 'Build', {
      description: 'nightmask: a night as one process',
      serviceRole: role.roleArn,
      source: {
        type: 'S3',
        location: `${asset.s3BucketName}/${asset.s3ObjectKey}`,
        // Nothing is installed: the image's own Node runs the bundle.
        buildSpec: `version: '0.2'\nphases:\n  build:\n    commands:\n      - node ${taskEntry}\n`,
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      cache: { type: 'NO_CACHE' },
      environment: {
        type: 'ARM_CONTAINER',
        image,
        imagePullCredentialsType: 'CODEBUILD',
        computeType: computeTypes[props.size],
        environmentVariables: environmentFor(props),
      },
      encryptionKey: stores.artifactsKey.keyArn,
      vpcConfig: {
        vpcId: network.vpc.vpcId,
        subnets: network.subnets.map(({ subnetId }) => subnetId),
        securityGroupIds: [props.securityGroup.securityGroupId],
      },
      // One night at a time.
      concurrentBuildLimit: 1,
      queuedTimeoutInMinutes: queuedHours * 60,
      timeoutInMinutes: props.hours * 60,
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: this.logGroup.logGroupName } },
    })
    this.project.node.addDependency(policy)
  }
}

// A machine that AWS has not got by then is a failure.
const queuedHours = 1

/** What the steps from plan to publish name, of both sides. No audit record, no lock: these stay Night's. */
export const taskGrants: readonly Grant[] = [
  ...(['source', 'staging', 'pseudonyms', 'originals-key', 'plans:read', 'plans:write'] as const),
  ...([
    'originals:read',
    'originals:write',
    'people:read',
    'people:write',
    'chunks:read',
    'chunks:write',
    'receipts:read',
  ] as const),
  ...(['receipts:write', 'receipts:delete', 'catalogue:read', 'catalogue:write', 'notes:read', 'notes:write'] as const),
]

// Amazon Linux 2023 with Node 24 in it.
const image = LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_4_0.imageId

const computeTypes: Readonly<Record<TaskSize['size'], ComputeType>> = {
  small: ComputeType.SMALL,
  medium: ComputeType.MEDIUM,
  large: ComputeType.LARGE,
  xlarge: ComputeType.X_LARGE,
  '2xlarge': ComputeType.X2_LARGE,
}

function environmentFor({ stores, keys, source, staging, toolVersion, codeDigest }: MaskingTaskProps) {
  const settings = {
    ARTIFACTS_BUCKET: stores.artifacts.bucketName,
    SOURCE_DATABASE: source.database,
    STAGING_DATABASE: staging.database,
    STAGING_SECRET: secretId(staging.secretArn),
    PSEUDONYM_KEY_SECRET: keys.pseudonyms.id,
    ORIGINALS_KEY_SECRET: keys.originals.id,
    // What a preflight tries.
    GRANTS: taskGrants.join(' '),
    TOOL_VERSION: toolVersion,
    CODE_DIGEST: codeDigest,
  }
  return Object.entries(settings).map(([name, value]) => ({ name, value }))
}
