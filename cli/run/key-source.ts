import { withAwsSdk } from '../../shared/adapters/aws-sdk.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import type { PseudonymKey } from '../../shared/masking/digests/subkeys.ts'

/** Where a run's key is kept: in a file, or on AWS in two secrets, each in the version that Night has pinned. */
export type KeySource =
  | { readonly file: string }
  | { readonly pseudonyms: PinnedSecret; readonly originals: PinnedSecret }

export interface PinnedSecret {
  readonly secret: string
  /** VersionId. */
  readonly version: string | null
}

/** The key; throws UsageError or RunFailedError that name its place and no part of it. */
export async function readRunKey(source: KeySource): Promise<PseudonymKey> {
  if ('file' in source) return readKeyFile(source.file)
  const { readKeySecret, withOriginalsKey } = await withAwsSdk(
    'secrets',
    () => import('../../shared/adapters/secrets/key-secret.ts'),
  )
  const [pseudonyms, originals] = await Promise.all(
    [source.pseudonyms, source.originals].map(({ secret, version }) => readKeySecret(secret, version)),
  )
  return withOriginalsKey(pseudonyms!.key, originals!.key)
}

/** Its place, as a message names it. */
export function placeOfKey(source: KeySource): string {
  return 'file' in source ? source.file : `Secret ${source.pseudonyms.secret}`
}
