import { Validations } from 'aws-cdk-lib'
import {
  type IPeer,
  type ISecurityGroup,
  type ISubnet,
  type IVpc,
  Peer,
  SecurityGroup,
  Subnet,
  Vpc,
} from 'aws-cdk-lib/aws-ec2'
import type { Construct } from 'constructs'
import type { Project } from './read-project.ts'
import { secretArnOf } from './secret-arn.ts'

/** The network that the functions stand in. */
export interface Network {
  readonly vpc: IVpc
  readonly subnets: readonly ISubnet[]
  /** S3 in the region, as security groups name it. */
  readonly s3: IPeer
  /** Route tables that get endpoints made by the stack, or the security group of the endpoints that are there. */
  readonly endpoints: { readonly routeTableIds: readonly string[] } | { readonly securityGroup: ISecurityGroup }
}

/** A database that exists: how it is called, who guards it and where its login is. */
export interface Database {
  readonly name: { readonly cluster: string } | { readonly instance: string }
  /** The schema in it. */
  readonly database: string
  readonly securityGroup: ISecurityGroup
  readonly port: number
  /** ARN of the secret; ends in -?????? when only its name is known. */
  readonly secretArn: string
}

/** What a nightly masking stands between. */
export interface Surroundings {
  readonly network: Network
  readonly source: Database
  readonly staging: Database
}

/** What nightmask.yaml names by id. Nothing is looked up: synthesis needs no account. */
export function existingSurroundings(scope: Construct, { config, deploy }: Project): Surroundings {
  const { network, source, staging } = deploy
  if (!network || !source || !staging || !config.source.secret || !config.staging.secret)
    throw new Error('readProject lets no incomplete deploy section through')
  const { endpoints } = network
  const subnets = network.subnets.map((id) => existingSubnet(scope, id))
  return {
    network: {
      vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: network.vpc, availabilityZones: network.availability_zones }),
      subnets,
      s3: Peer.prefixList(network.s3_prefix_list),
      endpoints:
        'route_tables' in endpoints
          ? { routeTableIds: endpoints.route_tables }
          : { securityGroup: securityGroup(scope, 'Endpoints', endpoints.security_group) },
    },
    source: database(scope, 'Source', source, config.source.secret),
    staging: database(scope, 'Staging', staging, config.staging.secret),
  }
}

function existingSubnet(scope: Construct, id: string): ISubnet {
  const subnet = Subnet.fromSubnetId(scope, id, id)
  const reason = 'Only the gateway endpoint needs route tables, and it names them.'
  Validations.of(subnet).acknowledge({ id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId', reason })
  return subnet
}

interface NamedDatabase {
  readonly cluster?: string | undefined
  readonly instance?: string | undefined
  readonly database: string
  readonly security_group: string
  readonly port: number
}

function database(scope: Construct, id: string, named: NamedDatabase, secret: string): Database {
  return {
    name: named.cluster ? { cluster: named.cluster } : { instance: named.instance! },
    database: named.database,
    securityGroup: securityGroup(scope, `${id}Group`, named.security_group),
    port: named.port,
    secretArn: secretArnOf(scope, secret),
  }
}

function securityGroup(scope: Construct, id: string, groupId: string): ISecurityGroup {
  return SecurityGroup.fromSecurityGroupId(scope, id, groupId, { allowAllOutbound: false })
}
