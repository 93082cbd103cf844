import { randomBytes } from 'node:crypto'
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import type { Project } from '../../../infra/read-project.ts'
import type { TestServer } from '../../setup/servers.ts'
import { emulator } from '../emulator.ts'
import { type Cloud, type CloudOptions, deploy } from '../stack/cloud.ts'
import { withDatabases } from '../stack/rds.ts'
import { RdsLifecycle } from '../stack/rds-lifecycle.ts'
import { makeSecret } from '../stack/resources.ts'

/** What production is: an Aurora cluster that is cloned, an RDS instance that is restored, or a server that is read live. */
export type SourceKind = 'cluster' | 'instance' | 'live'

/** What does the work of a night. */
export type EngineKind = Project['deploy']['engine'] & string

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
  worker: EngineKind,
  { server, ...hooks }: Hooks,
): Promise<{ cloud: Cloud; names: Names; rds: RdsLifecycle }> {
  const tag = randomBytes(3).toString('hex')
  const names = { source: `t_aws_${tag}_src`, staging: `t_aws_${tag}_stg`, loginSecret: await makeSecret('{}') }
  const production = `shop-${tag}`
  await makeProduction(kind, production, `nm${tag}`)
  const project = (read: Project) => projectFor(read, { kind, worker }, production, names)
  const rds = new RdsLifecycle()
  return { cloud: await deploy({ ...hooks, callAws: withDatabases(server, rds), project }), names, rds }
}

function projectFor(
  read: Project,
  { kind, worker }: { readonly kind: SourceKind; readonly worker: EngineKind },
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
      staging: { ...read.config.staging, secret: loginSecret, ...(kind === 'cluster' ? own : {}) },
    },
    deploy: {
      ...read.deploy,
      engine: worker,
      source: { ...rest, ...identity, database: source },
      staging: { ...read.deploy.staging!, database: staging },
    },
  }
}

/** What staging has of its own, where production is a cluster, as nightmask.yaml writes it. */
const own = {
  keep_rows: [{ table: 'users', where: { email: 'qa-*' } as never, on_clash: 'refuse' as const }],
  settings: [
    { table: 'products', where: { id: 2 } as never, set: { description: 'of staging' }, may_miss: false },
    { table: 'reviews', where: { rating: 1 } as never, empty: true as const, may_miss: true },
  ],
}

async function makeProduction(kind: SourceKind, name: string, MasterUsername: string): Promise<void> {
  const rds = new RDSClient(emulator)
  const login = { MasterUsername, MasterUserPassword: randomBytes(12).toString('hex') }
  if (kind === 'live') return
  const size = { DBInstanceClass: 'db.r8g.large', AllocatedStorage: 20 }
  if (kind === 'instance')
    await rds.send(new CreateDBInstanceCommand({ ...login, ...size, DBInstanceIdentifier: name, Engine: 'mysql' }))
  else {
    const cluster = { DBClusterIdentifier: name, Engine: 'aurora-mysql' }
    await rds.send(new CreateDBClusterCommand({ ...login, ...cluster }))
    const { DBInstanceClass } = size
    await rds.send(new CreateDBInstanceCommand({ ...cluster, DBInstanceClass, DBInstanceIdentifier: `${name}-1` }))
  }
}
