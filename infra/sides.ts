import { type ISecurityGroup, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { Construct } from 'constructs'
import { UsageError } from '../shared/errors.ts'
import type { EndpointService } from './masking-network.ts'
import type { Staging, Surroundings } from './surroundings.ts'

/** Readers reach the source, writers reach staging, stores neither. */
export type Side = 'reader' | 'writer' | 'store'

export interface SidesProps extends Surroundings {
  /** Whether readers may reach production itself: in live mode, and for datasets. */
  readonly readsProduction: boolean
  /** What the task reads that nights are the work of; null without one. */
  readonly task: 'clone' | 'live' | null
  /** Whether readers read clones. */
  readonly readsClones: boolean
}

/** The AWS APIs of each side, beside S3. */
const callsOf: Readonly<Record<Side, readonly EndpointService[]>> = {
  reader: ['secretsManager'],
  writer: ['secretsManager'],
  store: ['kms'],
}

const https = Port.tcp(443)

/** One security group for each side, with no way out but the one it is for; and the clone's, which only readers may enter. */
export class Sides extends Construct {
  readonly groups: Readonly<Record<Side, ISecurityGroup>>
  readonly clone: ISecurityGroup
  /** Of the task, which has both sides; null without one. */
  readonly task: ISecurityGroup | null

  constructor(scope: Construct, id: string, props: SidesProps) {
    super(scope, id)
    const { network, source, staging, ...reads } = props
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
    if (reads.readsClones) this.groups.reader.connections.allowTo(this.clone, Port.tcp(source.port), 'the clone')
    if (reads.readsProduction)
      this.groups.reader.connections.allowTo(source.securityGroup, Port.tcp(source.port), 'the source')
    letToStaging(this.groups.writer, staging)
    this.task = props.task ? group('Task', 'nightmask: reads the source and writes staging, in one process') : null
    if (this.task) this.#letTaskOut(this.task, props)
  }

  #letTaskOut(task: ISecurityGroup, { network, source, staging, task: reads }: SidesProps) {
    task.addEgressRule(network.s3, https, 'S3 in this region')
    if (!network.logs) throw new UsageError('network.endpoints.logs is missing: a task writes its log by an endpoint.')
    for (const endpoint of new Set([network.endpoints.secretsManager, network.logs]))
      task.connections.allowTo(endpoint, https, 'AWS APIs, within the VPC')
    const read = reads === 'clone' ? this.clone : source.securityGroup
    task.connections.allowTo(read, Port.tcp(source.port), reads === 'clone' ? 'the clone' : 'the source')
    letToStaging(task, staging)
  }
}

// A group of another VPC or account is not told to let anybody in: whoever owns it does so.
function letToStaging(side: ISecurityGroup, { securityGroup, cidr, port }: Staging): void {
  if (securityGroup) side.connections.allowTo(securityGroup, Port.tcp(port), 'staging')
  else if (cidr) side.addEgressRule(Peer.ipv4(cidr), Port.tcp(port), 'staging')
  else throw new UsageError('staging: its security group, or the addresses that it has, have to be named.')
}
