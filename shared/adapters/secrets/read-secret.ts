import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { RunFailedError, UsageError } from '../../errors.ts'

/** The text of one version of a secret. Never log it. */
export interface SecretText {
  readonly text: string
  /** VersionId: later reads name it and see the same, whatever a rotation has moved. */
  readonly version: string
}

/** Reads the version named, or else the one that is AWSCURRENT. Errors name the secret and what Secrets Manager answered, nothing of its text. */
export async function readSecret(
  secretId: string,
  versionId: string | null,
  client: SecretsManagerClient = createSecretsClient(),
): Promise<SecretText> {
  const version = versionId === null ? { VersionStage: 'AWSCURRENT' } : { VersionId: versionId }
  const answer = await client
    .send(new GetSecretValueCommand({ SecretId: secretId, ...version }))
    .catch((error) => explain(secretId, error))
  if (answer.SecretString === undefined) throw new UsageError(`Secret ${secretId} holds bytes; it has to hold text.`)
  return { text: answer.SecretString, version: answer.VersionId ?? '' }
}

export function createSecretsClient(): SecretsManagerClient {
  return new SecretsManagerClient({
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  })
}

const hints: Record<string, string> = {
  AccessDeniedException: '; the role or its key policy does not allow it.',
  ResourceNotFoundException: '; there is no such secret or version in this account and region.',
  InvalidRequestException: '; the secret is being deleted, or has no current version.',
  DecryptionFailure: '; its key cannot be used.',
}

// The SDK's own message may quote the request; its name says enough.
function explain(secretId: string, error: unknown): never {
  const { name, code, $metadata } = error as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } }
  if ($metadata?.httpStatusCode)
    throw new RunFailedError(`Secret ${secretId}: Secrets Manager answered ${name}${hints[name ?? ''] ?? '.'}`)
  if (name === 'CredentialsProviderError')
    throw new RunFailedError(`Secret ${secretId}: there are no AWS credentials; sign in or set AWS_PROFILE.`)
  throw new RunFailedError(`Secret ${secretId}: Secrets Manager cannot be reached (${code ?? name ?? 'no answer'}).`)
}
