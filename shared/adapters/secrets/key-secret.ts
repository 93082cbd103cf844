import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { UsageError } from '../../errors.ts'
import { createPseudonymKey, originalsPurposes, type PseudonymKey } from '../../masking/digests/subkeys.ts'
import { parseKeyText } from './key-text.ts'
import { readSecret } from './read-secret.ts'

export interface VersionedKey {
  readonly key: PseudonymKey
  /** VersionId of the secret: a run reads its key by this, so that a rotation has no effect on it. */
  readonly version: string
}

/** A pseudonym key from Secrets Manager: `{ "key": "<43 characters of base64url>" }` or the text of a key file. No error shows a part of it. */
export async function readKeySecret(
  secretId: string,
  versionId: string | null = null,
  client?: SecretsManagerClient,
): Promise<VersionedKey> {
  const { text, version } = await readSecret(secretId, versionId, client)
  return { key: createPseudonymKey(masterOf(secretId, text)), version }
}

const ofOriginals: ReadonlySet<string> = new Set(originalsPurposes)

/** What readers of production get: digests of originals come from a key of their own, all else from the pseudonym key. */
export function withOriginalsKey(pseudonyms: PseudonymKey, originals: PseudonymKey): PseudonymKey {
  return {
    id: pseudonyms.id,
    originalsId: originals.originalsId,
    subkey: (purpose, domain) => (ofOriginals.has(purpose) ? originals : pseudonyms).subkey(purpose, domain),
  }
}

/** What verify gets: it finds originals in staging, and can make no pseudonym. */
export function originalsKeyOnly(originals: PseudonymKey): PseudonymKey {
  return {
    id: originals.id,
    originalsId: originals.originalsId,
    subkey(purpose, domain) {
      if (ofOriginals.has(purpose)) return originals.subkey(purpose, domain)
      throw new Error(`the key of originals makes no subkey for ${purpose}`)
    },
  }
}

function masterOf(secretId: string, text: string): Uint8Array {
  const encoded = keyOfJson(text)
  if (encoded === null) return parseKeyText(`Secret ${secretId}`, text)
  const master = Buffer.from(/^[A-Za-z0-9_-]{43}$/.test(encoded) ? encoded : '', 'base64url')
  if (master.length === 32) return master
  throw new UsageError(`Secret ${secretId}: "key" has to be 43 characters of base64url, which are 32 bytes.`)
}

function keyOfJson(text: string): string | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    return String(JSON.parse(text).key ?? '')
  } catch {
    // The parser's error quotes the text.
    return ''
  }
}
