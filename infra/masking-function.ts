import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Architecture, type Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { FunctionSpec } from './function-table.ts'
import type { MaskingNetwork } from './masking-network.ts'

export interface MaskingFunctionProps extends Pick<FunctionSpec, 'memoryMiB' | 'timeoutSeconds'> {
  /** File of functions/ without its ending. */
  readonly file: string
  readonly code: Code
  /** Where in a VPC it stands. */
  readonly place: { readonly network: MaskingNetwork; readonly securityGroup: ISecurityGroup } | null
  readonly logKey?: IKey
  readonly environment: Readonly<Record<string, string>>
  readonly statements: readonly PolicyStatement[]
}

/** One Lambda with the house's defaults: Node 24 on arm64, private subnets if it reaches a database or a bucket, its own role and log group. */
export class MaskingFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { place, ...props }: MaskingFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.THREE_MONTHS,
      ...(props.logKey ? { encryptionKey: props.logKey } : {}),
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    const statements = [...(place ? networkStatements(Stack.of(scope)) : []), ...props.statements]
    const policy = statements.length > 0 && new Policy(scope, `${id}Policy`, { roles: [role], statements })
    super(scope, id, {
      code: props.code,
      handler: `${props.file}.handler`,
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
