import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { runSql } from '../../setup/servers.ts'
import type { Json } from '../asl/definition.ts'
import type { CallAws } from '../asl/engine.ts'
import { emulator } from '../emulator.ts'
import { callEmulator } from '../sdk/call-aws.ts'

/** The server that stands for the source and for each clone of it. */
export interface StandIn {
  /** mysql://root@host:port of a real server. */
  readonly url: string
}

/** The emulator's RDS makes clones without a database in them: each is where `server` is, and has the login of its own secret. */
export function withDatabases(server: () => StandIn): CallAws {
  return async (service, action, args) => {
    const answer = await callEmulator(service, action, args)
    if (service !== 'rds' || !action.startsWith('describe')) return answer
    const { DbClusters = [], DbInstances = [], ...rest } = answer as unknown as Record<string, Described[]>
    const { hostname, port } = new URL(server().url)
    for (const described of [...DbClusters, ...DbInstances]) await giveLogin(server(), described)
    return {
      ...(rest as object),
      ...(DbClusters.length > 0
        ? { DbClusters: DbClusters.map((cluster) => ({ ...cluster, Endpoint: hostname, Port: Number(port) })) }
        : {}),
      ...(DbInstances.length > 0
        ? {
            DbInstances: DbInstances.map((instance) => ({
              ...instance,
              Endpoint: { Address: hostname, Port: Number(port) },
            })),
          }
        : {}),
    } as Json
  }
}

interface Described {
  readonly MasterUsername?: string
  readonly MasterUserSecret?: { readonly SecretArn?: string }
}

// RDS gives the master user the password that it keeps in the secret; so does this.
async function giveLogin({ url }: StandIn, { MasterUserSecret, MasterUsername }: Described): Promise<void> {
  if (!MasterUserSecret?.SecretArn) return
  const secrets = new SecretsManagerClient(emulator)
  const answer = await secrets.send(
    new GetSecretValueCommand({ SecretId: MasterUserSecret.SecretArn, VersionStage: 'AWSCURRENT' }),
  )
  const { username = MasterUsername, password } = JSON.parse(answer.SecretString ?? '{}')
  const [user, secret] = [username, password].map((text) => `'${String(text).replaceAll(/['\\]/g, '\\$&')}'`)
  await runSql(
    url,
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY ${secret}; ALTER USER ${user} IDENTIFIED BY ${secret}; GRANT ALL ON *.* TO ${user}`,
  )
}
