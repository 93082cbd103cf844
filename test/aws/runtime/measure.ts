// How long the first call of each function takes: node test/aws/runtime/measure.ts
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from '../../../bench/bundles.ts'
import { functionFiles } from '../../../infra/function-table.ts'
import { runtimeClient } from './client.ts'
import { FunctionProcess } from './function-process.ts'

const tries = 5
// Nothing answers there: the call fails as soon as it is the function's turn, after all of its code was loaded.
const environment = {
  ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
  ...{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' },
}

console.log(
  `Under ${runtimeClient().name}, Node ${process.version}, ${process.arch}: median of ${tries} first calls.\n`,
)
console.log('| function | start to first answer, ms |\n| --- | ---: |')
const folder = mkdtempSync(join(tmpdir(), 'nightmask-measure-'))
cpSync(bundled('functions'), folder, { recursive: true })
for (const name of functionFiles) {
  const milliseconds: number[] = []
  for (let n = 0; n < tries; n++) {
    const started = performance.now()
    const launched = await FunctionProcess.start({
      ...{ folder, name, environment, handler: `${name}.handler`, timeoutSeconds: 10, memoryMiB: 512 },
    })
    await launched.invoke({ run: null, runId: '' })
    milliseconds.push(performance.now() - started)
    await launched.stop()
  }
  console.log(`| ${name} | ${Math.round(milliseconds.sort((a, b) => a - b)[Math.floor(tries / 2)]!)} |`)
}
rmSync(folder, { recursive: true, force: true })
