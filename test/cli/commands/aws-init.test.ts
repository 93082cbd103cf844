import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DescribeManagedPrefixListsCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBSubnetGroupsCommand,
  RDSClient,
} from '@aws-sdk/client-rds'
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type AwsInitFlags, runAwsInit } from '../../../cli/commands/aws-init.ts'
import { plainLook } from '../../../cli/display/look.ts'
import type { AwsInitResult } from '../../../cli/summary/aws-init-summary.ts'
import { readProject } from '../../../infra/read-project.ts'

const rds = mockClient(RDSClient)
const ec2 = mockClient(EC2Client)
const secrets = mockClient(SecretsManagerClient)
const folders: string[] = []
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })))
beforeEach(() => anAccount())

const aurora = { cluster: 'vineyard-prod', stagingInstance: 'vineyard-stage', region: 'eu-west-1' }

describe('nightmask aws init', () => {
  it('writes what the account says of Aurora, its network without endpoints and its secrets; only the e-mail address is left', async () => {
    const { text, result, refusal } = await init(aurora)
    expect(result).toMatchObject({ missing: [], unknown: [] })
    expect(result.toFillIn).toEqual(['the e-mail address that alarms go to'])
    expect(refusal()).toMatch(/: 1 problem .*deploy\.alarms is still to be filled in: the e-mail address/)
    const { config, deploy } = readFilled(text)
    expect([config.source, config.staging.secret]).toEqual([
      { secret: 'vineyard/prod-reader', mode: 'clone' },
      'vineyard/stage-writer',
    ])
    expect(deploy).toMatchObject({
      ...{ account: '210987654321', region: 'eu-west-1', secret_keys: [customerKey] },
      source: { cluster: 'vineyard-prod', database: 'wines', security_group: 'sg-0aa', port: 3307 },
      staging: { instance: 'vineyard-stage', database: 'wines_stage', security_group: 'sg-0bb' },
      network: {
        ...{ vpc: 'vpc-0aa', s3_prefix_list: 'pl-0aa' },
        // One private subnet for each zone: not the one beside the gateway, and not a second in the same zone.
        ...{ availability_zones: ['eu-west-1a', 'eu-west-1b'], subnets: ['subnet-0aa', 'subnet-0bb'] },
        endpoints: { s3: { route_tables: ['rtb-0own', 'rtb-0main'] }, secretsmanager: 'make', kms: 'make' },
      },
    })
  })

  it('takes an RDS instance as source, the endpoints that are there, and says what the account lacks', async () => {
    rds.on(DescribeDBInstancesCommand).callsFake(async ({ DBInstanceIdentifier: name }) => ({
      DBInstances: [{ ...anInstance(name), BackupRetentionPeriod: 0 }],
    }))
    rds
      .on(DescribeDBParametersCommand)
      .resolves({ Parameters: [{ ParameterName: 'local_infile', ParameterValue: '0' }] })
    ec2
      .on(DescribeVpcAttributeCommand)
      .resolves({ EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: false } })
    ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: endpointsThere })
    const { text, result, shown } = await init({ instance: 'vineyard-prod', stagingInstance: 'vineyard-stage' })
    expect(result.missing).toEqual([
      expect.stringMatching(/^vineyard-prod has no backups/),
      expect.stringMatching(/^vpc-0aa has enableDnsHostnames off/),
      expect.stringMatching(/^The endpoint of KMS in vpc-0aa has its private DNS off/),
      expect.stringMatching(/^vineyard-stage has local_infile off/),
    ])
    expect(shown).toMatch(/Missing +vineyard-prod has no backups/)
    expect(readFilled(text).deploy.network?.endpoints).toEqual({
      s3: 'existing',
      secretsmanager: { security_group: 'sg-0ee' },
      kms: { security_group: 'sg-0ff' },
    })
  })

  it('leaves to be filled in what it may not ask, with the permission that it lacks, and what nobody named', async () => {
    ec2.on(DescribeSubnetsCommand).rejects(refusal('UnauthorizedOperation'))
    secrets.on(ListSecretsCommand).rejects(refusal('AccessDeniedException'))
    const { text, result, refusal: told } = await init({ cluster: 'vineyard-prod' })
    expect(result.unknown.join()).toMatch(/call ec2:DescribeSubnets.*call secretsmanager:ListSecrets/)
    expect(text).toContain('# AWS does not let you call ec2:DescribeSubnets')
    for (const path of ['source.secret', 'deploy.network.subnets', 'deploy.staging.database', 'deploy.alarms'])
      expect(told()).toContain(`${path} is still to be filled in`)
    expect(told()).not.toContain('has to be')
  })

  it.each([
    [refusal('AccessDenied'), 'AWS does not let you call rds:DescribeDBClusters: nightmask only reads here'],
    [Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'There are no AWS credentials; sign in'],
    [refusal('ExpiredToken'), 'AWS does not take these credentials any more (ExpiredToken); sign in again.'],
    [new Error('Region is missing'), 'There is no AWS region: name one with --region'],
    [
      Object.assign(new Error('no'), { code: 'ENOTFOUND', name: 'Error' }),
      'rds:DescribeDBClusters: AWS answered Error (ENOTFOUND)',
    ],
    [refusal('DBClusterNotFoundFault'), 'There is no cluster vineyard-prod in eu-west-1 of this account'],
  ])('writes nothing and says in one sentence why when production cannot be seen: %s', async (error, said) => {
    rds.on(DescribeDBClustersCommand).rejects(error)
    const folder = freshFolder()
    await expect(runAwsInit({ ...aurora, out: folder }, { progress })).rejects.toThrow(said)
    expect(() => readFileSync(join(folder, 'nightmask.yaml'))).toThrow('ENOENT')
  })

  it('refuses a member of a cluster, another engine, and one database for both, and overwrites nothing', async () => {
    const attempt = (flags: AwsInitFlags) => runAwsInit({ ...flags, out: freshFolder() }, { progress })
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ ...anInstance('one'), DBClusterIdentifier: 'big' }] })
    await expect(attempt({ instance: 'one' })).rejects.toThrow('one is an instance of the cluster big')
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ ...anInstance('one'), Engine: 'postgres' }] })
    await expect(attempt({ instance: 'one' })).rejects.toThrow('one is postgres')
    await expect(attempt({ cluster: 'one', stagingCluster: 'one' })).rejects.toThrow('production and staging at once')
    await expect(attempt({ cluster: 'one', instance: 'one' })).rejects.toThrow('give one of them')
    await expect(attempt({})).rejects.toThrow('Production is not named')
    const folder = freshFolder()
    writeFileSync(join(folder, 'nightmask.yaml'), 'mine')
    await expect(runAwsInit({ ...aurora, out: folder }, { progress })).rejects.toThrow('overwrites nothing')
    expect(readFileSync(join(folder, 'nightmask.yaml'), 'utf8')).toBe('mine')
  })
})

const progress = { step() {}, advance() {}, done() {}, failed() {}, note() {}, detail() {} }
const customerKey = 'arn:aws:kms:eu-west-1:210987654321:key/0c'

async function init(flags: AwsInitFlags) {
  const folder = freshFolder()
  const { json, lines } = await runAwsInit({ ...flags, out: folder }, { progress })
  const file = join(folder, 'nightmask.yaml')
  writeFileSync(join(folder, 'policy.yaml'), 'version: 1\nlocale: en\ntables: {}\n')
  return {
    text: readFileSync(file, 'utf8'),
    result: json as AwsInitResult,
    shown: lines(plainLook(120)).join('\n'),
    refusal: () => {
      try {
        readProject(file, false)
        return ''
      } catch (error) {
        return (error as Error).message
      }
    },
  }
}

/** The file as `cdk synth` reads it once an address stands in it. */
function readFilled(text: string) {
  const folder = freshFolder()
  writeFileSync(join(folder, 'policy.yaml'), 'version: 1\nlocale: en\ntables: {}\n')
  const file = join(folder, 'nightmask.yaml')
  writeFileSync(file, text.replace(/alarms: "<fill in.*/, 'alarms: cellar@example.com'))
  return readProject(file, false)
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-aws-init-'))
  folders.push(folder)
  return folder
}

function refusal(name: string): Error {
  return Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: 403 } })
}

/** Answers in the shapes that the API references of RDS, EC2 and Secrets Manager document. */
function anAccount(): void {
  for (const client of [rds, ec2, secrets]) client.reset()
  const cluster = {
    ...{ DBClusterArn: 'arn:aws:rds:eu-west-1:210987654321:cluster:vineyard-prod', Engine: 'aurora-mysql' },
    ...{ EngineVersion: '8.0.mysql_aurora.3.08.0', DatabaseName: 'wines', Port: 3307, DBSubnetGroup: 'cellar' },
    ...{ VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0aa', Status: 'active' }], BackupRetentionPeriod: 7 },
    DBClusterParameterGroup: 'default.aurora-mysql8.0',
  }
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster] })
  rds.on(DescribeDBSubnetGroupsCommand).resolves({ DBSubnetGroups: [subnetGroup] })
  rds.on(DescribeDBClusterParametersCommand).resolves({ Parameters: [] })
  rds.on(DescribeDBParametersCommand).resolves({ Parameters: [{ ParameterName: 'local_infile' }] })
  rds
    .on(DescribeDBInstancesCommand)
    .callsFake(async ({ DBInstanceIdentifier: name }) => ({ DBInstances: [anInstance(name)] }))
  ec2
    .on(DescribeVpcAttributeCommand)
    .resolves({ EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } })
  const subnet = (SubnetId: string, AvailabilityZone: string) => ({ SubnetId, AvailabilityZone, VpcId: 'vpc-0aa' })
  ec2.on(DescribeSubnetsCommand).resolves({
    Subnets: [
      ...[subnet('subnet-0cc', 'eu-west-1a'), subnet('subnet-0bb', 'eu-west-1b'), subnet('subnet-0aa', 'eu-west-1a')],
      subnet('subnet-0pub', 'eu-west-1c'),
    ],
  })
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [
      { RouteTableId: 'rtb-0main', Associations: [{ Main: true }], Routes: [{ GatewayId: 'local' }] },
      { RouteTableId: 'rtb-0own', Associations: [{ Main: false, SubnetId: 'subnet-0aa' }], Routes: [] },
      { RouteTableId: 'rtb-0pub', Associations: [{ SubnetId: 'subnet-0pub' }], Routes: [{ GatewayId: 'igw-0aa' }] },
    ],
  })
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [] })
  ec2.on(DescribeManagedPrefixListsCommand).resolves({ PrefixLists: [{ PrefixListId: 'pl-0aa' }] })
  const secret = (Name: string, more = {}) => ({
    Name,
    ARN: `arn:aws:secretsmanager:eu-west-1:2:secret:${Name}-AbCdEf`,
    ...more,
  })
  secrets.on(ListSecretsCommand).resolves({
    SecretList: [
      ...[secret('rds!cluster-1', { OwningService: 'rds' }), secret('mail/reader')],
      secret('vineyard/prod-reader', { KmsKeyId: customerKey }),
      secret('vineyard/stage-writer', { KmsKeyId: 'alias/aws/secretsmanager' }),
    ],
  })
}

const subnetGroup = {
  ...{ DBSubnetGroupName: 'cellar', VpcId: 'vpc-0aa' },
  Subnets: ['subnet-0aa', 'subnet-0bb', 'subnet-0cc', 'subnet-0pub'].map((SubnetIdentifier) => ({ SubnetIdentifier })),
}

function anInstance(name = '') {
  return {
    ...{ DBInstanceArn: `arn:aws:rds:eu-west-1:210987654321:db:${name}`, Engine: 'mysql', EngineVersion: '8.4.3' },
    ...{
      DBName: name.endsWith('stage') ? 'wines_stage' : 'wines',
      Endpoint: { Port: 3306 },
      DBSubnetGroup: subnetGroup,
    },
    VpcSecurityGroups: [{ VpcSecurityGroupId: name.endsWith('stage') ? 'sg-0bb' : 'sg-0aa', Status: 'active' }],
    ...{ BackupRetentionPeriod: 1, DBParameterGroups: [{ DBParameterGroupName: 'default.mysql8.4' }] },
  }
}

const endpointsThere = [
  { ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway' as const, State: 'Available' as const },
  {
    ...{ ServiceName: 'com.amazonaws.eu-west-1.secretsmanager', VpcEndpointType: 'Interface' as const },
    ...{ State: 'Available' as const, PrivateDnsEnabled: true, Groups: [{ GroupId: 'sg-0ee' }] },
  },
  {
    ...{ ServiceName: 'com.amazonaws.eu-west-1.kms', VpcEndpointType: 'Interface' as const },
    ...{ State: 'Available' as const, PrivateDnsEnabled: false, Groups: [{ GroupId: 'sg-0ff' }] },
  },
]
