import { fileURLToPath } from 'node:url'
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { FunctionSpec } from './function-table.ts'
import type { MaskingNetwork } from './masking-network.ts'

export interface MaskingFunctionProps extends FunctionSpec {
  /** File of functions/ without its ending. */
  readonly file: string
  /** Where in a VPC it stands. */
  readonly place: { readonly network: MaskingNetwork; readonly securityGroup: ISecurityGroup } | null
  readonly logKey: IKey
  readonly environment: Readonly<Record<string, string>>
  readonly statements: readonly PolicyStatement[]
  /** Files that stand beside the bundle, by the name they get there. */
  readonly besides: Readonly<Record<string, string>>
}

/** One Lambda with the house's defaults: Node 24 on arm64, private subnets if it reaches a database or a bucket, its own role and log group. */
export class MaskingFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, { place, ...props }: MaskingFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    const statements = [...(place ? networkStatements(Stack.of(scope)) : []), ...props.statements]
    const policy = statements.length > 0 && new Policy(scope, `${id}Policy`, { roles: [role], statements })
    super(scope, id, {
      entry: fromHere(`../functions/${props.file}.ts`),
      depsLockFilePath: fromHere('../package-lock.json'),
      projectRoot: fromHere('..'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMiB,
      timeout: Duration.seconds(props.timeoutSeconds),
      role,
      ...(place && {
        vpc: place.network.vpc,
        vpcSubnets: { subnets: [...place.network.subnets] },
        securityGroups: [place.securityGroup],
      }),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...props.environment },
      bundling: {
        format: OutputFormat.CJS,
        target: 'node24',
        minify: true,
        // Names of classes are the names of errors, and a workflow decides by them.
        keepNames: true,
        bundleAwsSDK: true,
        logLevel: LogLevel.ERROR,
        mainFields: ['module', 'main'],
        commandHooks: copying(props.besides),
      },
    })
    if (policy) this.node.addDependency(policy)
  }

  /** Who may call it may call it as it is deployed: there are no other versions. */
  override get resourceArnsForGrantInvoke(): string[] {
    return [this.functionArn]
  }
}

// A function in a VPC gets its network interfaces by its role; its own code may not touch any.
function networkStatements(stack: Stack): PolicyStatement[] {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ]
  // The role is this function's alone: whatever code calls with it is its code.
  const own = stack.formatArn({ service: 'lambda', resource: 'function:*' })
  return [
    new PolicyStatement({ actions, resources: ['*'] }),
    new PolicyStatement({
      effect: Effect.DENY,
      actions,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': own } },
    }),
  ]
}

function copying(files: Readonly<Record<string, string>>) {
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_: string, outputDir: string) =>
      Object.entries(files).map(([name, path]) => `cp ${quoted(path)} ${quoted(`${outputDir}/${name}`)}`),
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
