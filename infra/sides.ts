import { Stack } from 'aws-cdk-lib'
import {
  CfnVPCEndpoint,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  Port,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2'
import { Construct } from 'constructs'
import type { Network, Surroundings } from './surroundings.ts'

/** Readers reach the source, writers reach staging, stores reach S3 only, starters the Step Functions API only. */
export type Side = 'reader' | 'writer' | 'store' | 'starter'

export interface SidesProps extends Surroundings {
  /** Whether readers may reach production itself: in live mode, and for datasets. */
  readonly readsProduction: boolean
}

const https = Port.tcp(443)

/** One security group for each side, with no way out but the one it is for; and the clone's, which only readers may enter. */
export class Sides extends Construct {
  readonly groups: Record<Side, ISecurityGroup>
  readonly clone: ISecurityGroup

  constructor(scope: Construct, id: string, { network, source, staging, readsProduction }: SidesProps) {
    super(scope, id)
    const group = (name: string, description: string) =>
      new SecurityGroup(this, name, { vpc: network.vpc, description, allowAllOutbound: false })
    const endpoints = this.#endpoints(network)
    this.groups = {
      reader: group('Readers', 'nightmask: reads the source'),
      writer: group('Writers', 'nightmask: writes staging'),
      store: group('Stores', 'nightmask: reads and writes artifacts and audit records'),
      starter: group('Starters', 'nightmask: starts datasets'),
    }
    this.clone = group('Clone', 'nightmask: the clone of production that a run reads')
    for (const side of ['reader', 'writer', 'store'] as const)
      this.groups[side].addEgressRule(network.s3, https, 'S3 in this region')
    for (const side of Object.values(this.groups))
      side.connections.allowTo(endpoints, https, 'AWS APIs, within the VPC')
    this.groups.reader.connections.allowTo(this.clone, Port.tcp(source.port), 'the clone')
    if (readsProduction)
      this.groups.reader.connections.allowTo(source.securityGroup, Port.tcp(source.port), 'the source')
    this.groups.writer.connections.allowTo(staging.securityGroup, Port.tcp(staging.port), 'staging')
  }

  #endpoints(network: Network): ISecurityGroup {
    if ('securityGroup' in network.endpoints) return network.endpoints.securityGroup
    const { vpc, subnets, endpoints } = network
    const group = new SecurityGroup(this, 'Endpoints', {
      vpc,
      description: 'nightmask: endpoints of AWS APIs',
      allowAllOutbound: false,
    })
    new CfnVPCEndpoint(this, 'S3', {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${Stack.of(this).region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [...endpoints.routeTableIds],
    })
    const services = {
      SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      StepFunctions: InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
    }
    for (const [name, service] of Object.entries(services))
      new InterfaceVpcEndpoint(this, name, {
        vpc,
        service,
        subnets: { subnets: [...subnets] },
        securityGroups: [group],
        open: false,
        privateDnsEnabled: true,
      })
    return group
  }
}
