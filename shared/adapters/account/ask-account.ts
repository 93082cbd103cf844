import { RDSClient } from '@aws-sdk/client-rds'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { AccountFacts, NetworkFacts } from '../../config/account-facts.ts'
import { UsageError } from '../../errors.ts'
import { orUnknown } from './ask-aws.ts'
import { type DatabaseName, describeDatabase } from './describe-database.ts'
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
  const ec2 = await loadEc2()
  const options = { ...(region === null ? {} : { region }), maxAttempts: 4 }
  const rds = new RDSClient(options)
  const source = await describeDatabase(named, rds)
  const staging = other && (await describeDatabase(other, rds))
  const network: Promise<NetworkFacts> = ec2.describe(source.vpc, { ...options, region: source.region })
  return {
    ...{ source, staging },
    network: await orUnknown(network),
    secrets: await orUnknown(listSecrets(new SecretsManagerClient({ ...options, region: source.region }))),
  }
}

// It is larger than all of nightmask, and nothing else needs it.
async function loadEc2() {
  try {
    const { EC2Client } = await import('@aws-sdk/client-ec2')
    const { describeNetwork } = await import('./describe-network.ts')
    return {
      describe: (vpc: string, options: ConstructorParameters<typeof EC2Client>[0]) =>
        describeNetwork(vpc, new EC2Client(options ?? {})),
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UsageError('EC2 has to be asked about the network: npm install @aws-sdk/client-ec2, and call this again.')
  }
}
