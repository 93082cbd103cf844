import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { runSql } from '../../setup/servers.ts'
import type { Json } from '../asl/definition.ts'
import type { CallAws } from '../asl/engine.ts'
import { emulator } from '../emulator.ts'
import { callEmulator } from '../sdk/call-aws.ts'
import type { RdsLifecycle } from './rds-lifecycle.ts'

/** The server that stands for the source and for each clone of it. */
export interface StandIn {
  /** mysql://root@host:port of a real server. */
  readonly url: string
}

/** What the production of these tests is made with; its clones have to be made with the same. */
export const groups = {
  subnetGroup: 'production-subnets',
  clusterParameterGroup: 'production-cluster-parameters',
  parameterGroup: 'production-parameters',
  optionGroup: 'production-options',
}

/**
 * The emulator's RDS makes clones without a database in them, in no time, with any groups that it knows: here each is where `server` is, has
 * the login of its own secret once that is active, goes through the statuses of `lifecycle`, and is made with the groups above.
 */
export function withDatabases(server: () => StandIn, lifecycle: RdsLifecycle): CallAws {
  return async (service, action, args) => {
    if (service !== 'rds') return callEmulator(service, action, args)
    const given = args as Readonly<Record<string, Json>>
    lifecycle.before(action, given)
    const answer = await callEmulator(service, action, withoutGroups(given))
    if (!action.startsWith('describe')) return answer
    const { DbClusters, DbInstances, ...rest } = answer as unknown as Record<string, Described[]>
    const lists = {
      ...(DbClusters
        ? { DbClusters: await Promise.all(DbClusters.map((each) => asCluster(server(), lifecycle, each))) }
        : {}),
      ...(DbInstances
        ? { DbInstances: await Promise.all(DbInstances.map((each) => asInstance(server(), lifecycle, each))) }
        : {}),
    }
    return { ...(rest as object), ...lists } as Json
  }
}

type Described = Readonly<Record<string, Json>> & {
  readonly MasterUsername?: string
  readonly MasterUserSecret?: { readonly SecretArn?: string }
}

async function asCluster(server: StandIn, lifecycle: RdsLifecycle, described: Described): Promise<Json> {
  const { hostname, port } = new URL(server.url)
  const told = lifecycle.tell('cluster', String(described.DbClusterIdentifier))
  return {
    ...(await withLogin(server, described, told)),
    ...{ Endpoint: hostname, Port: Number(port), DbSubnetGroup: groups.subnetGroup },
    ...{ DbClusterParameterGroup: groups.clusterParameterGroup, StorageType: 'aurora-iopt1' },
    ...(told ? { Status: told.status } : {}),
  }
}

async function asInstance(server: StandIn, lifecycle: RdsLifecycle, described: Described): Promise<Json> {
  const { hostname, port } = new URL(server.url)
  const told = lifecycle.tell('instance', String(described.DbInstanceIdentifier))
  return {
    ...(await withLogin(server, described, told)),
    Endpoint: { Address: hostname, Port: Number(port) },
    LatestRestorableTime: '2026-01-01T00:00:00Z',
    DbSubnetGroup: { DbSubnetGroupName: groups.subnetGroup },
    DbParameterGroups: [{ DbParameterGroupName: groups.parameterGroup, ParameterApplyStatus: 'in-sync' }],
    OptionGroupMemberships: [{ OptionGroupName: groups.optionGroup, Status: 'in-sync' }],
    ...(told ? { DbInstanceStatus: told.status } : {}),
  }
}

/** The secret as far as it is there; a password that is pending opens nothing. */
async function withLogin(
  server: StandIn,
  { MasterUserSecret, ...described }: Described,
  told: ReturnType<RdsLifecycle['tell']>,
): Promise<Record<string, Json>> {
  if (!told?.secretStatus || !MasterUserSecret) return described
  if (!told.passwordPending) await giveLogin(server, { ...described, MasterUserSecret })
  return {
    ...described,
    MasterUserSecret: { ...MasterUserSecret, SecretStatus: told.secretStatus },
    PendingModifiedValues: told.passwordPending ? { MasterUserPassword: '****' } : {},
  }
}

// The emulator knows none of the groups.
function withoutGroups(args: Readonly<Record<string, Json>>): Json {
  const names = ['DbSubnetGroupName', 'DbClusterParameterGroupName', 'DbParameterGroupName', 'OptionGroupName']
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)))
}

// RDS gives the master user the password that it keeps in the secret; so does this.
async function giveLogin({ url }: StandIn, { MasterUserSecret, MasterUsername }: Described): Promise<void> {
  const secrets = new SecretsManagerClient(emulator)
  const answer = await secrets.send(
    new GetSecretValueCommand({ SecretId: MasterUserSecret?.SecretArn, VersionStage: 'AWSCURRENT' }),
  )
  const { username = MasterUsername, password } = JSON.parse(answer.SecretString ?? '{}')
  const [user, secret] = [username, password].map((text) => `'${String(text).replaceAll(/['\\]/g, '\\$&')}'`)
  await runSql(
    url,
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY ${secret}; ALTER USER ${user} IDENTIFIED BY ${secret}; GRANT ALL ON *.* TO ${user}`,
  )
}
