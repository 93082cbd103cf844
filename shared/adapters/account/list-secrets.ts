import { paginateListSecrets, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { SecretFacts } from '../../config/account-facts.ts'
import { allPages } from './ask-aws.ts'

/** Names, keys and owners of all secrets of the region. No value is read. */
export async function listSecrets(client: SecretsManagerClient): Promise<SecretFacts[]> {
  const secrets = await allPages(
    'secretsmanager:ListSecrets',
    paginateListSecrets({ client }, {}),
    (page) => page.SecretList,
  )
  return secrets.map(({ Name = '', ARN = '', KmsKeyId, OwningService }) => ({
    ...{ name: Name, arn: ARN, ofRds: OwningService === 'rds' || Name.startsWith('rds!') },
    // An alias of AWS's own needs no permission.
    keyArn: KmsKeyId?.includes(':key/') ? KmsKeyId : null,
  }))
}
