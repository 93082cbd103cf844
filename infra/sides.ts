import { type ISecurityGroup, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { Construct } from 'constructs'
import type { EndpointService } from './masking-network.ts'
import type { Surroundings } from './surroundings.ts'

/** Readers reach the source, writers reach staging, stores neither. */
export type Side = 'reader' | 'writer' | 'store'

export interface SidesProps extends Surroundings {
  /** Whether readers may reach production itself: in live mode, and for datasets. */
  readonly readsProduction: boolean
}

/** The AWS APIs of each side, beside S3. */
const callsOf: Readonly<Record<Side, readonly EndpointService[]>> = {
  reader: ['secretsManager'],
  writer: ['secretsManager'],
  store: ['secretsManager', 'kms'],
}

const https = Port.tcp(443)

/** One security group for each side, with no way out but the one it is for; and the clone's, which only readers may enter. */
export class Sides extends Construct {
  readonly groups: Readonly<Record<Side, ISecurityGroup>>
  readonly clone: ISecurityGroup

  constructor(scope: Construct, id: string, { network, source, staging, readsProduction }: SidesProps) {
    super(scope, id)
    const group = (name: string, description: string) =>
      new SecurityGroup(this, name, { vpc: network.vpc, description, allowAllOutbound: false })
    this.groups = {
      reader: group('Readers', 'nightmask: reads the source'),
      writer: group('Writers', 'nightmask: writes staging'),
      store: group('Stores', 'nightmask: reads and writes artifacts and audit records'),
    }
    this.clone = group('Clone', 'nightmask: the clone of production that a run reads')
    for (const [side, services] of Object.entries(callsOf) as [Side, readonly EndpointService[]][]) {
      this.groups[side].addEgressRule(network.s3, https, 'S3 in this region')
      for (const service of services)
        this.groups[side].connections.allowTo(network.endpoints[service], https, 'AWS APIs, within the VPC')
    }
    this.groups.reader.connections.allowTo(this.clone, Port.tcp(source.port), 'the clone')
    if (readsProduction)
      this.groups.reader.connections.allowTo(source.securityGroup, Port.tcp(source.port), 'the source')
    this.groups.writer.connections.allowTo(staging.securityGroup, Port.tcp(staging.port), 'staging')
  }
}
