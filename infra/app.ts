import { App } from 'aws-cdk-lib'
import { guard } from './guard.ts'
import { NightmaskStack } from './nightmask-stack.ts'
import { readProject } from './read-project.ts'

const app = new App()
const sandbox = String(app.node.tryGetContext('sandbox')) === 'true'
const project = readProject(String(app.node.tryGetContext('config')), sandbox)
const { account, region, stack } = project.deploy
new NightmaskStack(app, stack, { env: { account, region }, project, sandbox })
guard(app)
