import { type JsonApi, serveJson } from './serve-json.ts'
import { type DigestKey, digestKey } from './sign-digest.ts'

/** A key, and its ARN. */
export interface KmsKey {
  readonly arn: string
  readonly key: DigestKey
}

/**
 * GetPublicKey and Sign as functions call them (awsJson1_1): the emulator signs no digests. There is one key, whatever it is called, or those
 * that are given by ARN or alias.
 */
export async function serveKms(keys?: ReadonlyMap<string, KmsKey>): Promise<JsonApi> {
  const only = digestKey()
  return serveJson('1.1', answer)

  function answer(action: string, { KeyId, Message = '', MessageType, SigningAlgorithm }: Record<string, string>) {
    const digest = Buffer.from(Message, 'base64')
    const { arn, key } = keys ? (keys.get(KeyId!) ?? {}) : { arn: KeyId, key: only }
    if (!key) return { status: 400, body: { __type: 'NotFoundException', message: 'no such key' } }
    if (action === 'GetPublicKey') {
      const PublicKey = key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
      return { status: 200, body: { KeyId: arn, PublicKey, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } }
    }
    if (action !== 'Sign' || MessageType !== 'DIGEST' || SigningAlgorithm !== 'ECDSA_SHA_256' || digest.length !== 32)
      return { status: 400, body: { __type: 'ValidationException', message: action } }
    const Signature = Buffer.from(key.sign(digest)).toString('base64')
    return { status: 200, body: { KeyId, Signature, SigningAlgorithm } }
  }
}
