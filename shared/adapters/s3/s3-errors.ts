import { RunFailedError } from '../../errors.ts'

/** A handler that answers one expected S3 error with a value and passes everything else on. */
export function unlessS3<Value>(names: readonly string[], value: Value): (error: unknown) => Value {
  return (error) => {
    if (names.includes(nameOf(error))) return value
    throw error
  }
}

/** An error of S3 or of the way to it as a sentence with bucket and key; other errors pass as they are. */
export function explainS3(place: string): (error: unknown) => never {
  return (error) => {
    const name = nameOf(error)
    const status = statusOf(error)
    if (status) throw new RunFailedError(`${place}: S3 answered ${name} (${status})${hints[name] ?? ''}`)
    if (name === 'CredentialsProviderError')
      throw new RunFailedError(`${place}: there are no AWS credentials; sign in or set AWS_PROFILE.`)
    // The SDK has no name for it.
    if ((error as Error | null)?.message === 'Region is missing')
      throw new RunFailedError(`${place}: there is no AWS region; set AWS_REGION, or a profile that names one.`)
    if (isOfTheNetwork(error)) throw new RunFailedError(`${place}: S3 cannot be reached (${codeOf(error) ?? name}).`)
    throw error
  }
}

const hints: Record<string, string> = {
  AccessDenied: '; the role or its key policy does not allow it.',
  NoSuchBucket: '; the bucket does not exist.',
  PermanentRedirect: '; the bucket is in another region.',
  SlowDown: ' more often than it was retried.',
}

/** True for what a broken connection looks like, from the socket or from the SDK's own clock. */
export function isOfTheNetwork(error: unknown): boolean {
  return (
    nameOf(error) === 'TimeoutError' || /^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_.*)$/.test(codeOf(error) ?? '')
  )
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata?.httpStatusCode
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
