import { App } from 'aws-cdk-lib'
import { UsageError } from '../shared/errors.ts'
import { guard } from './guard.ts'
import { NightmaskStack } from './nightmask-stack.ts'
import { readProject } from './read-project.ts'

const app = new App()
const sandbox = String(app.node.tryGetContext('sandbox')) === 'true'
const project = read()
const { account, region, stack } = project.deploy
new NightmaskStack(app, stack, { env: { account, region }, project, sandbox })
guard(app)

function read() {
  try {
    return readProject(String(app.node.tryGetContext('config')), sandbox)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`nightmask: ${error.message}`)
    process.exit(2)
  }
}
