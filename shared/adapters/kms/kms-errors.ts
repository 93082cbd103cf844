import { RunFailedError } from '../../errors.ts'

/** What KMS answered, or why it did not, as a sentence with the key and the permission that was needed. */
export function explainKms(key: string, permission: string): (error: unknown) => never {
  return (error) => {
    const { name = '', code, $metadata } = error as Partial<Error> & Answer
    if ($metadata?.httpStatusCode)
      throw new RunFailedError(`KMS key ${key}: KMS answered ${name}${hints[name]?.(permission) ?? '.'}`)
    if (name === 'CredentialsProviderError')
      throw new RunFailedError(`KMS key ${key}: there are no AWS credentials; sign in or set AWS_PROFILE.`)
    throw new RunFailedError(`KMS key ${key}: KMS cannot be reached (${code ?? (name || 'no answer')}).`)
  }
}

interface Answer {
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

const hints: Record<string, (permission: string) => string> = {
  AccessDeniedException: (permission) => `; ${permission} is not allowed by the role or by the key's own policy.`,
  NotFoundException: () => '; there is no such key or alias in this account and region.',
  DisabledException: () => '; the key is disabled.',
  KMSInvalidStateException: () => '; the key is being deleted, or cannot be used in its state.',
  InvalidKeyUsageException: () => '; the key is not one for signing.',
}
