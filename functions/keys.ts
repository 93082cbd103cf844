import { originalsKeyOnly, readKeySecret, withOriginalsKey } from '../shared/adapters/secrets/key-secret.ts'
import type { PseudonymKey } from '../shared/masking/subkeys.ts'
import { setting } from './environment.ts'
import type { RunRef } from './events.ts'

/** What readers of the source get: both keys, in the run's versions. */
export async function readerKey({ keyVersions }: RunRef): Promise<PseudonymKey> {
  const [pseudonyms, originals] = await Promise.all([
    readKeySecret(setting('PSEUDONYM_KEY_SECRET'), keyVersions.pseudonyms),
    readKeySecret(setting('ORIGINALS_KEY_SECRET'), keyVersions.originals),
  ])
  return withOriginalsKey(pseudonyms.key, originals.key)
}

/** What verify gets: it finds originals, and makes no pseudonym. */
export async function originalsKey({ keyVersions }: RunRef): Promise<PseudonymKey> {
  return originalsKeyOnly((await readKeySecret(setting('ORIGINALS_KEY_SECRET'), keyVersions.originals)).key)
}

/** What signs the audit record. A run that failed before it pinned a version is signed with the current one. */
export async function signingKey({ keyVersions }: RunRef): Promise<PseudonymKey> {
  return (await readKeySecret(setting('PSEUDONYM_KEY_SECRET'), keyVersions.pseudonyms)).key
}
