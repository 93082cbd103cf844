import { createHash, createPublicKey } from 'node:crypto'
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import {
  algorithms,
  curveOf,
  type KnownKey,
  publicKeyText,
  type Signature,
  type Signer,
} from '../../audit/proof/signature.ts'
import { UsageError } from '../../errors.ts'
import { explainKms } from './kms-errors.ts'

type KmsAlgorithm = Exclude<Signature['algorithm'], 'Ed25519'>

/**
 * Signs with a KMS key for ECDSA over P-256 or P-384. KMS is given a digest: it never sees a record. `key` is an id, an ARN or an alias.
 * Throws UsageError where it is a key for something else.
 */
export async function openKmsSigner(key: string, client: KMSClient = createKmsClient(key)): Promise<Signer> {
  const { id, publicKey, algorithm } = await readKmsKey(key, client)
  return {
    id,
    async sign(bytes) {
      const digest = createHash(algorithms[algorithm].hash).update(bytes).digest()
      const { Signature } = await client
        .send(new SignCommand({ KeyId: id, Message: digest, MessageType: 'DIGEST', SigningAlgorithm: algorithm }))
        .catch(explainKms(id, 'kms:Sign'))
      return { algorithm, publicKey, value: Buffer.from(Signature ?? []).toString('base64') }
    },
  }
}

/** The public half of a KMS key, as KMS gives it now; `id` is its ARN, also where an alias was asked for. */
export async function readKmsPublicKey(key: string, client: KMSClient = createKmsClient(key)): Promise<KnownKey> {
  const { id, publicKey } = await readKmsKey(key, client)
  return { id, publicKey }
}

async function readKmsKey(key: string, client: KMSClient) {
  const { KeyId, PublicKey, KeyUsage } = await client
    .send(new GetPublicKeyCommand({ KeyId: key }))
    .catch(explainKms(key, 'kms:GetPublicKey'))
  const parsed = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' })
  const curve = curveOf(parsed)
  const [algorithm] =
    Object.entries(algorithms).find(([, { hash, ...of }]) => hash !== null && of.curve === curve) ?? []
  if (algorithm === undefined || KeyUsage !== 'SIGN_VERIFY' || KeyId === undefined)
    throw new UsageError(
      `KMS key ${key}: audit records are signed with a key of usage SIGN_VERIFY and spec ECC_NIST_P256 or ECC_NIST_P384, and it is another.`,
    )
  return { id: KeyId, publicKey: publicKeyText(parsed), algorithm: algorithm as KmsAlgorithm }
}

// An ARN says where its key is.
function createKmsClient(key: string): KMSClient {
  const [, , , region] = key.split(':')
  return new KMSClient({
    ...(region ? { region } : {}),
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  })
}
