import { Validations } from 'aws-cdk-lib'
import { type ISecurityGroup, type ISubnet, Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2'
import type { Construct } from 'constructs'
import type { DeployConfig } from '../shared/config/deploy.ts'
import { type InterfaceEndpoint, MaskingNetwork } from './masking-network.ts'
import { engineOf, isForeign, type Project } from './read-project.ts'
import { secretArnOf } from './secret-arn.ts'

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

/** Staging may be in another VPC or account, which lets nightmask in by itself. */
export interface Staging extends Omit<Database, 'name' | 'securityGroup'> {
  /** Null where it is in another account. */
  readonly name: Database['name'] | null
  /** Null where `cidr` says which addresses it has. */
  readonly securityGroup: ISecurityGroup | null
  readonly cidr?: string | undefined
  /** Whether it reads chunks from S3 by itself: an Aurora cluster, with the role that is made for it. */
  readonly loadsFromS3?: boolean | undefined
}

/** What a nightly masking stands between. */
export interface Surroundings {
  readonly network: MaskingNetwork
  readonly source: Database
  readonly staging: Staging
}

/** What nightmask.yaml names by id. Nothing is looked up: synthesis needs no account. */
export function existingSurroundings(scope: Construct, { config, deploy }: Project): Surroundings {
  const { network, source, staging } = deploy
  if (!network || !source || !staging || !config.source.secret || !config.staging.secret)
    throw new Error('readProject lets no incomplete deploy section through')
  return {
    network: maskingNetwork(scope, network, { config, deploy }),
    source: database(scope, 'Source', source, config.source.secret),
    staging: stagingOf(scope, staging, config.staging.secret),
  }
}

function maskingNetwork(
  scope: Construct,
  named: NonNullable<DeployConfig['network']>,
  project: Pick<Project, 'config' | 'deploy'>,
): MaskingNetwork {
  const { s3, secretsmanager, kms, logs } = named.endpoints
  const groups = new Map<string, ISecurityGroup>()
  // One group may guard both: imported twice, the same rule would be made twice, which EC2 refuses.
  const endpoint = (id: string, given: typeof kms): InterfaceEndpoint => {
    if (given === 'make') return 'make'
    const group = groups.get(given.security_group) ?? securityGroup(scope, id, given.security_group)
    groups.set(given.security_group, group)
    return { securityGroup: group }
  }
  return new MaskingNetwork(scope, 'Network', {
    vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: named.vpc, availabilityZones: named.availability_zones }),
    subnets: named.subnets.map((id) => existingSubnet(scope, id)),
    s3: Peer.prefixList(named.s3_prefix_list),
    foreignSecretArns: [project.config.staging.secret!].filter((secret) => isForeign(secret, project.deploy.account)),
    endpoints: {
      s3: s3 === 'existing' ? s3 : { routeTableIds: s3.route_tables },
      secretsManager: endpoint('SecretsManagerGroup', secretsmanager),
      kms: endpoint('KmsGroup', kms),
      logs: engineOf(project) === 'task' ? endpoint('LogsEndpoint', logs ?? 'make') : undefined,
    },
  })
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

function stagingOf(scope: Construct, named: NonNullable<DeployConfig['staging']>, secret: string): Staging {
  const { cluster, instance, security_group: group, cidr, database, port, load } = named
  const name = cluster ? { cluster } : instance ? { instance } : null
  const secretArn = secretArnOf(scope, secret)
  return {
    name,
    securityGroup: group ? securityGroup(scope, 'StagingGroup', group) : null,
    cidr,
    database,
    port,
    secretArn,
    loadsFromS3: load === 's3',
  }
}

function securityGroup(scope: Construct, id: string, groupId: string): ISecurityGroup {
  return SecurityGroup.fromSecurityGroupId(scope, id, groupId, { allowAllOutbound: false })
}
