// A CDK app of one's own: npm install nightmask aws-cdk-lib constructs cdk-nag, then npx cdk deploy --app 'node app.mts'
import { App, Stack } from 'aws-cdk-lib'
import { guard, NightlyMasking } from 'nightmask/cdk'

const app = new App()
const stack = new Stack(app, 'nightmask', { env: { account: '123456789012', region: 'eu-central-1' } })
NightlyMasking.fromProject(stack, 'Masking', 'masking/nightmask.yaml')
guard(app)
