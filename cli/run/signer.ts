import { withAwsSdk } from '../../shared/adapters/aws-sdk.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { ed25519Signer, type KnownKey, type Signer, signaturePurpose } from '../../shared/audit/proof/signature.ts'
import type { Config } from '../../shared/config/config.ts'
import { NightmaskError } from '../../shared/errors.ts'
import type { PseudonymKey } from '../../shared/masking/digests/subkeys.ts'
import { assertSigns } from '../../shared/steps/file-record.ts'
import { keyFileOf } from './endpoints.ts'

/** What signs the records of this machine: the KMS key that the configuration names, or else a key derived from the pseudonym key. */
export async function openSigner({ signature }: Config, key: PseudonymKey): Promise<Signer> {
  return signature ? inKms(signature.key) : derivedSigner(key)
}

/** Whoever holds the pseudonym key can sign; whoever has the public key alone can verify. */
export function derivedSigner(key: PseudonymKey): Signer & KnownKey {
  return ed25519Signer(key.id, key.subkey(signaturePurpose, ''))
}

/** Where nothing can sign, `why` says so: a rollback is not kept waiting for it. */
export async function findSigner(config: Config): Promise<{ readonly signer: Signer | null; readonly why: string }> {
  try {
    const { signature } = config
    const signer = signature ? await inKms(signature.key) : derivedSigner(await readKeyFile(keyFileOf(config)))
    await assertSigns(signer)
    return { signer, why: '' }
  } catch (error) {
    if (error instanceof NightmaskError)
      return { signer: null, why: `Nothing could sign this record. ${error.message}` }
    throw error
  }
}

async function inKms(key: string): Promise<Signer> {
  const { openKmsSigner } = await withAwsSdk('kms', () => import('../../shared/adapters/kms/kms-signer.ts'))
  return openKmsSigner(key)
}
