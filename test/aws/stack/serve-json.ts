import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in of one service on loopback. */
export interface JsonApi {
  /** For AWS_ENDPOINT_URL_<SERVICE>. */
  readonly endpoint: string
  close(): void
}

export type Answer = (action: string, body: Record<string, string>) => Promise<Answered> | Answered

interface Answered {
  readonly status: number
  readonly body: unknown
}

/** Answers calls of the AWS SDK in one of its JSON protocols. */
export async function serveJson(protocol: '1.0' | '1.1', answer: Answer): Promise<JsonApi> {
  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).replace(/^\w+\./, '')
    const { status, body } = await answer(action, await bodyOf(request))
    response.writeHead(status, { 'content-type': `application/x-amz-json-${protocol}` }).end(JSON.stringify(body))
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
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8') || '{}')
}
