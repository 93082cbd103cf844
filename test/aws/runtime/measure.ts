// How large each bundle is and how long its first call takes: node test/aws/runtime/measure.ts
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundles } from '../stack/bundles.ts'
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
console.log('| function | bundle, KiB | start to first answer, ms |\n| --- | ---: | ---: |')
for (const [name, bundle] of bundles()) {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-measure-'))
  cpSync(bundle, folder, { recursive: true })
  const milliseconds: number[] = []
  for (let n = 0; n < tries; n++) {
    const started = performance.now()
    const launched = await FunctionProcess.start({
      ...{ folder, name, environment, handler: 'index.handler', timeoutSeconds: 10, memoryMiB: 512 },
    })
    await launched.invoke({ run: null, runId: '' })
    milliseconds.push(performance.now() - started)
    await launched.stop()
  }
  const size = Math.round(statSync(join(folder, 'index.js')).size / 1024)
  console.log(`| ${name} | ${size} | ${Math.round(milliseconds.sort((a, b) => a - b)[Math.floor(tries / 2)]!)} |`)
  rmSync(folder, { recursive: true, force: true })
}
