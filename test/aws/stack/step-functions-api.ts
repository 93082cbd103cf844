import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../asl/definition.ts'
import { described, type Engine } from '../asl/engine.ts'
import { StateError } from '../asl/state-error.ts'

export interface StepFunctionsApi {
  /** For AWS_ENDPOINT_URL_SFN. */
  readonly endpoint: string
  close(): void
}

/** StartExecution and DescribeExecution of the engine, as the AWS SDK calls them (awsJson1_0). */
export async function serveStepFunctions(engine: () => Engine): Promise<StepFunctionsApi> {
  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).replace(/^AWSStepFunctions\./, '')
    const { status, body } = await answer(engine(), action, await bodyOf(request))
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
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

async function answer(
  engine: Engine,
  action: string,
  body: Record<string, string>,
): Promise<{ status: number; body: Json }> {
  try {
    if (action === 'StartExecution') {
      const execution = engine.start(body.stateMachineArn!, JSON.parse(body.input ?? '{}'), body.name)
      return { status: 200, body: { executionArn: execution.arn, startDate: execution.startDate.getTime() / 1000 } }
    }
    if (action !== 'DescribeExecution') throw new StateError('UnknownOperationException', action)
    const { StartDate, ...told } = described(engine.find(body.executionArn!))
    const entries = Object.entries(told).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value])
    return { status: 200, body: { ...Object.fromEntries(entries), startDate: Date.parse(String(StartDate)) / 1000 } }
  } catch (error) {
    if (!(error instanceof StateError)) throw error
    return { status: 400, body: { __type: error.error.replace(/^\w+\./, ''), message: error.cause } }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8') || '{}')
}
