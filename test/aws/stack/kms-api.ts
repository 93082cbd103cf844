import { type JsonApi, serveJson } from './serve-json.ts'
import { digestKey } from './sign-digest.ts'

/** GetPublicKey and Sign as functions call them (awsJson1_1), with one key whatever it is called: the emulator signs no digests. */
export async function serveKms(): Promise<JsonApi> {
  const key = digestKey()
  return serveJson('1.1', answer)

  function answer(action: string, { KeyId, Message = '', MessageType, SigningAlgorithm }: Record<string, string>) {
    const digest = Buffer.from(Message, 'base64')
    if (action === 'GetPublicKey') {
      const PublicKey = key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
      return { status: 200, body: { KeyId, PublicKey, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } }
    }
    if (action !== 'Sign' || MessageType !== 'DIGEST' || SigningAlgorithm !== 'ECDSA_SHA_256' || digest.length !== 32)
      return { status: 400, body: { __type: 'ValidationException', message: action } }
    const Signature = Buffer.from(key.sign(digest)).toString('base64')
    return { status: 200, body: { KeyId, Signature, SigningAlgorithm } }
  }
}
