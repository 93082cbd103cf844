// Speaks Lambda's Runtime API like aws-lambda-ric, where that cannot be built: node stand-in-client.mjs begin.handler
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`
const [file, name] = process.argv[2].split('.')
const path = join(process.cwd(), file)
const { [name]: handler } = await import(existsSync(`${path}.mjs`) ? `${path}.mjs` : `${path}.js`)

for (;;) {
  const next = await fetch(`${api}/invocation/next`)
  const id = next.headers.get('lambda-runtime-aws-request-id')
  const outcome = await Promise.resolve(next.json())
    .then((event) => handler(event, { awsRequestId: id }))
    .then(
      (result) => ({ to: 'response', body: result ?? null }),
      (error) => ({ to: 'error', body: { errorType: error.name, errorMessage: error.message, trace: [] } }),
    )
  await fetch(`${api}/invocation/${id}/${outcome.to}`, { method: 'POST', body: JSON.stringify(outcome.body) })
}
