import { fileURLToPath } from 'node:url'
import { Duration } from 'aws-cdk-lib'
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { Trigger } from 'aws-cdk-lib/triggers'
import { Construct } from 'constructs'
import { bundledCode } from './bundled-code.ts'
import { MaskingFunction } from './masking-function.ts'
import type { MaskingNetwork } from './masking-network.ts'
import type { Database } from './surroundings.ts'

export interface SandboxFillProps {
  readonly network: MaskingNetwork
  readonly source: Database
  /** What has to be there before the source can be filled. */
  readonly after: readonly Construct[]
}

/** Where the shop's schema and the policy that fits it are. */
export const shopFolder = fileURLToPath(new URL('../examples/shop/', import.meta.url))

/** Fills the source with what `nightmask generate` makes, as a part of the deployment, from within the VPC. */
export class SandboxFill extends Construct {
  constructor(scope: Construct, id: string, { network, source, after }: SandboxFillProps) {
    super(scope, id)
    const securityGroup = new SecurityGroup(this, 'Group', {
      vpc: network.vpc,
      description: 'nightmask sandbox: fills the source',
      allowAllOutbound: false,
    })
    securityGroup.connections.allowTo(network.endpoints.secretsManager, Port.tcp(443), 'AWS APIs, within the VPC')
    securityGroup.connections.allowTo(source.securityGroup, Port.tcp(source.port), 'the source')
    const { path, ...code } = bundledCode('functions', { 'schema.sql': `${shopFolder}schema.sql` })
    const handler = new MaskingFunction(this, 'Function', {
      ...{ file: 'fill', code: Code.fromAsset(path, code), memoryMiB: 1769, timeoutSeconds: 900 },
      place: { network, securityGroup },
      environment: { SOURCE_SECRET: source.secretArn, SOURCE_DATABASE: source.database },
      statements: [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [source.secretArn] })],
    })
    const filled = new Trigger(this, 'Now', { handler, timeout: Duration.minutes(15) })
    filled.executeAfter(...after, securityGroup)
  }
}
