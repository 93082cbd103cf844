import { EC2Client } from '@aws-sdk/client-ec2'
import { RDSClient } from '@aws-sdk/client-rds'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { AccountFacts, NetworkFacts } from '../../config/account-facts.ts'
import { orUnknown } from './ask-aws.ts'
import { type DatabaseName, describeDatabase } from './describe-database.ts'
import { describeNetwork } from './describe-network.ts'
import { listSecrets } from './list-secrets.ts'

export interface AccountQuestion {
  readonly source: DatabaseName
  readonly staging: DatabaseName | null
  /** Null for the one of the environment or the profile. */
  readonly region: string | null
}

/**
 * What the account says of two databases, their network and its secrets; it is only read. Databases have to be seen, of all else the
 * reason stands where it could not be asked. Throws NightmaskError with one sentence.
 */
export async function askAccount({ source: named, staging: other, region }: AccountQuestion): Promise<AccountFacts> {
  const options = { ...(region === null ? {} : { region }), maxAttempts: 4 }
  const rds = new RDSClient(options)
  const source = await describeDatabase(named, rds)
  const staging = other && (await describeDatabase(other, rds))
  const network: Promise<NetworkFacts> = describeNetwork(
    source.vpc,
    new EC2Client({ ...options, region: source.region }),
  )
  return {
    ...{ source, staging },
    network: await orUnknown(network),
    secrets: await orUnknown(listSecrets(new SecretsManagerClient({ ...options, region: source.region }))),
  }
}
