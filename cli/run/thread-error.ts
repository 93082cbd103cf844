import { type FailureKind, NightmaskError } from '../../shared/errors.ts'

/** A failure as it crosses the thread boundary: only what nightmask itself wrote, never a foreign message. */
export interface ThreadError {
  readonly kind: FailureKind
  readonly message: string
}

/** Foreign errors are reduced to their class and code: their messages may quote values. */
export function packError(error: unknown): ThreadError {
  if (error instanceof NightmaskError) return { kind: error.kind, message: error.message }
  return { kind: 'failed', message: describeForeignError(error) }
}

export function reviveError(error: ThreadError): NightmaskError {
  return new NightmaskError(error.kind, error.message)
}

/** `unexpected TypeError (ERR_X) at row-masker.ts:120`: class, code and place, without the message. */
export function describeForeignError(error: unknown): string {
  if (!(error instanceof Error)) return 'an unexpected failure without a description'
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  const place = /([\w-]+\.(?:ts|js)):(\d+):\d+/.exec(
    error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '',
  )
  return `unexpected ${error.name}${code}${place ? ` at ${place[1]}:${place[2]}` : ''}; this is a fault of nightmask, please report it with this line`
}
