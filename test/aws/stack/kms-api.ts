import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digestKey } from './sign-digest.ts'

export interface KmsApi {
  /** For AWS_ENDPOINT_URL_KMS. */
  readonly endpoint: string
  close(): void
}

/** GetPublicKey and Sign as functions call them (awsJson1_1), with one key whatever it is called: the emulator signs no digests. */
export async function serveKms(): Promise<KmsApi> {
  const key = digestKey()
  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).replace(/^TrentService\./, '')
    const { status, body } = answer(action, await bodyOf(request))
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }

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

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8') || '{}')
}
