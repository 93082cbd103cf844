// Installs aws-lambda-ric from the registry, outside the repository: node test/aws/runtime/install-client.ts
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientFolder, runtimeClient } from './client.ts'

const version = '4.0.2'
// node-gyp would download Node's headers; Debian's nodejs package has them, and the client's addon works with those of any version.
const headers = existsSync('/usr/include/node/node_api.h') ? { npm_config_nodedir: '/usr' } : {}

if (runtimeClient().name !== 'aws-lambda-ric') {
  mkdirSync(clientFolder, { recursive: true })
  writeFileSync(join(clientFolder, 'package.json'), '{ "private": true, "allowScripts": { "aws-lambda-ric": true } }')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `aws-lambda-ric@${version}`], {
    cwd: clientFolder,
    env: { ...process.env, ...headers },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}
process.stdout.write(`${runtimeClient().program}\n`)
