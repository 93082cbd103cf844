import { originalsKeyOnly, readKeySecret, withOriginalsKey } from '../shared/adapters/secrets/key-secret.ts'
import type { OriginalsKey, PseudonymKey } from '../shared/masking/digests/subkeys.ts'
import { setting } from './environment.ts'
import type { RunRef } from './events.ts'

/** What masks gets: both keys, in the run's versions. */
export async function maskingKey({ keyVersions }: RunRef): Promise<PseudonymKey> {
  const [pseudonyms, originals] = await Promise.all([
    readKeySecret(setting('PSEUDONYM_KEY_SECRET'), keyVersions.pseudonyms),
    readKeySecret(setting('ORIGINALS_KEY_SECRET'), keyVersions.originals),
  ])
  return withOriginalsKey(pseudonyms.key, originals.key)
}

/** What survey, scan and verify get: it digests originals, and makes no pseudonym. */
export async function originalsKey({ keyVersions }: RunRef): Promise<OriginalsKey> {
  return originalsKeyOnly((await readKeySecret(setting('ORIGINALS_KEY_SECRET'), keyVersions.originals)).key)
}
