import { randomBytes } from 'node:crypto'
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds'
import type { Project } from '../../../infra/read-project.ts'
import type { TestServer } from '../../setup/servers.ts'
import { emulator } from '../emulator.ts'
import { type Cloud, type CloudOptions, deploy } from '../stack/cloud.ts'
import { withDatabases } from '../stack/rds.ts'
import { makeSecret } from '../stack/resources.ts'

/** What production is: an Aurora cluster that is cloned, an RDS instance that is restored, or a server that is read live. */
export type SourceKind = 'cluster' | 'instance' | 'live'

/** Names of one deployment, like those of no other. */
export interface Names {
  readonly source: string
  readonly staging: string
  /** Holds the login of staging, and of production where it is read live. */
  readonly loginSecret: string
}

export interface Hooks extends Pick<CloudOptions, 'onEnter' | 'fault'> {
  readonly server: () => TestServer
}

/** The example's stack for a production of this kind, which is there in the emulator. */
export async function deployFor(
  kind: SourceKind,
  { server, ...hooks }: Hooks,
): Promise<{ cloud: Cloud; names: Names }> {
  const tag = randomBytes(3).toString('hex')
  const names = { source: `t_aws_${tag}_src`, staging: `t_aws_${tag}_stg`, loginSecret: await makeSecret('{}') }
  const production = `shop-${tag}`
  await makeProduction(kind, production, `nm${tag}`)
  const project = (read: Project) => projectFor(read, kind, production, names)
  return { cloud: await deploy({ ...hooks, callAws: withDatabases(server), project }), names }
}

function projectFor(
  read: Project,
  kind: SourceKind,
  production: string,
  { source, staging, loginSecret }: Names,
): Project {
  const { cluster: _, ...rest } = read.deploy.source!
  const identity = kind === 'instance' ? { instance: production } : { cluster: production }
  return {
    ...read,
    config: {
      ...read.config,
      source: { ...read.config.source, secret: loginSecret, mode: kind === 'live' ? 'live' : 'clone' },
      staging: { ...read.config.staging, secret: loginSecret },
    },
    deploy: {
      ...read.deploy,
      source: { ...rest, ...identity, database: source },
      staging: { ...read.deploy.staging!, database: staging },
    },
  }
}

async function makeProduction(kind: SourceKind, name: string, MasterUsername: string): Promise<void> {
  const rds = new RDSClient(emulator)
  const login = { MasterUsername, MasterUserPassword: randomBytes(12).toString('hex') }
  if (kind === 'cluster')
    await rds.send(new CreateDBClusterCommand({ ...login, DBClusterIdentifier: name, Engine: 'aurora-mysql' }))
  if (kind !== 'instance') return
  // The example's group for clones; of an instance the emulator wants to know it.
  const SubnetIds = await subnetIds()
  const group = { DBSubnetGroupName: 'private', DBSubnetGroupDescription: 'for clones', SubnetIds }
  await rds.send(new CreateDBSubnetGroupCommand(group))
  const size = { DBInstanceClass: 'db.r8g.large', AllocatedStorage: 20 }
  await rds.send(new CreateDBInstanceCommand({ ...login, ...size, DBInstanceIdentifier: name, Engine: 'mysql' }))
}

/** The subnets that the emulator's account is born with; one call is not worth the EC2 client. */
async function subnetIds(): Promise<string[]> {
  const answer = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${emulator.region}/ec2/aws4_request, SignedHeaders=host, Signature=x`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'Action=DescribeSubnets&Version=2016-11-15',
  })
  return [...(await answer.text()).matchAll(/<subnetId>([^<]+)</g)].map(([, id]) => id!)
}
