import {
  type DBSubnetGroup,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSubnetGroupsCommand,
  type Parameter,
  paginateDescribeDBClusterParameters,
  paginateDescribeDBParameters,
  type RDSClient,
  type VpcSecurityGroupMembership,
} from '@aws-sdk/client-rds'
import type { DatabaseFacts } from '../../config/account-facts.ts'
import { UsageError } from '../../errors.ts'
import { allPages, askAws, orUnknown } from './ask-aws.ts'

/** A database by what RDS calls it. */
export interface DatabaseName {
  readonly kind: 'cluster' | 'instance'
  readonly name: string
}

/** What RDS says of a database. Throws UsageError when there is none of that name, or it is none that nightmask reads. */
export async function describeDatabase(named: DatabaseName, rds: RDSClient): Promise<DatabaseFacts> {
  return named.kind === 'cluster' ? describeCluster(named.name, rds) : describeInstance(named.name, rds)
}

async function describeCluster(name: string, rds: RDSClient): Promise<DatabaseFacts> {
  const { DBClusters = [] } = await askAws('rds:DescribeDBClusters', () =>
    rds
      .send(new DescribeDBClustersCommand({ DBClusterIdentifier: name }))
      .catch(unless('DBClusterNotFoundFault', { DBClusters: [] })),
  )
  const [found] = DBClusters
  if (!found) throw noneOf('cluster', name, await rds.config.region())
  const group = await subnetGroup(found.DBSubnetGroup, rds)
  const parameters = paginateDescribeDBClusterParameters(
    { client: rds },
    { DBClusterParameterGroupName: found.DBClusterParameterGroup },
  )
  return {
    ...commonFacts(found.DBClusterArn, found.Engine, found.EngineVersion),
    ...{ kind: 'cluster', name, database: found.DatabaseName ?? null, port: found.Port ?? 3306 },
    ...placeOf(group, found.VpcSecurityGroups),
    backupDays: found.BackupRetentionPeriod ?? 0,
    localInfile: await orUnknown(localInfile('rds:DescribeDBClusterParameters', parameters)),
  }
}

async function describeInstance(name: string, rds: RDSClient): Promise<DatabaseFacts> {
  const { DBInstances = [] } = await askAws('rds:DescribeDBInstances', () =>
    rds
      .send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }))
      .catch(unless('DBInstanceNotFoundFault', { DBInstances: [] })),
  )
  const [found] = DBInstances
  if (!found) throw noneOf('instance', name, await rds.config.region())
  const { DBClusterIdentifier: cluster, DBParameterGroups: [group] = [] } = found
  if (cluster) throw new UsageError(`${name} is an instance of the cluster ${cluster}: name that one, as a cluster.`)
  const parameters = paginateDescribeDBParameters(
    { client: rds },
    { DBParameterGroupName: group?.DBParameterGroupName },
  )
  return {
    ...commonFacts(found.DBInstanceArn, found.Engine, found.EngineVersion),
    ...{ kind: 'instance', name, database: found.DBName ?? null, port: found.Endpoint?.Port ?? 3306 },
    ...placeOf(found.DBSubnetGroup, found.VpcSecurityGroups),
    backupDays: found.BackupRetentionPeriod ?? 0,
    localInfile: await orUnknown(localInfile('rds:DescribeDBParameters', parameters)),
  }
}

function commonFacts(arn = '', engine = '', version = '') {
  const [, , , region = '', account = '', , name] = arn.split(':')
  if (!/mysql|mariadb/.test(engine))
    throw new UsageError(`${name} is ${engine}: nightmask reads and writes MySQL, MariaDB and Aurora MySQL.`)
  return { account, region, engine: `${engine} ${version}` }
}

function placeOf(group: DBSubnetGroup | undefined, groups: readonly VpcSecurityGroupMembership[] = []) {
  return {
    vpc: group?.VpcId ?? '',
    subnets: (group?.Subnets ?? []).flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []),
    securityGroups: groups.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []),
  }
}

async function subnetGroup(DBSubnetGroupName: string | undefined, rds: RDSClient): Promise<DBSubnetGroup | undefined> {
  const { DBSubnetGroups: [group] = [] } = await askAws('rds:DescribeDBSubnetGroups', () =>
    rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName })),
  )
  return group
}

async function localInfile(permission: string, pages: AsyncIterable<{ Parameters?: Parameter[] | undefined }>) {
  const parameters = await allPages(permission, pages, ({ Parameters }) => Parameters)
  const value = parameters.find(({ ParameterName }) => ParameterName === 'local_infile')?.ParameterValue
  return value === undefined ? null : /^(1|on|true)$/i.test(value) ? 'on' : 'off'
}

function unless<Value>(name: string, value: Value): (error: Error) => Value {
  return (error) => {
    if (error.name === name) return value
    throw error
  }
}

function noneOf(kind: string, name: string, region: string): UsageError {
  return new UsageError(
    `There is no ${kind} ${name} in ${region} of this account; another region is named by --region.`,
  )
}
