import type { Json } from '../asl/definition.ts'
import { described, type Engine } from '../asl/engine.ts'
import { StateError } from '../asl/state-error.ts'
import { type JsonApi, serveJson } from './serve-json.ts'

/** StartExecution and DescribeExecution of the engine, as the AWS SDK calls them (awsJson1_0). */
export async function serveStepFunctions(engine: () => Engine): Promise<JsonApi> {
  return serveJson('1.0', (action, body) => answer(engine(), action, body))
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
