import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { afterAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { AlarmTargets } from '../../infra/alarms.ts'
import { NightlyMasking } from '../../infra/nightly-masking.ts'
import { type Json, readable, synthesise } from './synthesise.ts'
import { refusal } from './walk/access.ts'
import { policiesOf } from './walk/policies.ts'
import { type Template, template } from './walk/template.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-several-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('two nightly maskings in one stack', () => {
  const two = stackOf((stack) => {
    for (const name of ['Shop', 'Crm']) NightlyMasking.fromProject(stack, name, projectFile(name))
  })

  it('give no two things of a kind the same name', () => {
    const names = Object.values<Json>(two.resources).flatMap(({ Type, Properties = {} }) =>
      Object.entries<Json>(Properties)
        .filter(
          ([key]) => /^(AlarmName|AliasName|TopicName|StateMachineName|LogGroupName)$/.test(key) || key === 'Name',
        )
        .map(([, value]) => `${Type} ${two.text(value)}`),
    )
    expect(names.length).toBeGreaterThan(30)
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([])
    // EventBridge takes no longer one.
    for (const [, { Properties }] of two.ofType('AWS::Events::Rule'))
      expect(two.text(Properties.Name).length).toBeLessThanOrEqual(64)
  })

  it('let their own alarms and rules publish to their topics, and not those of the other', () => {
    const told = ['AWS::CloudWatch::Alarm cloudwatch', 'AWS::Events::Rule events'].flatMap((each) => {
      const [type = '', service] = each.split(' ')
      return two.ofType(type).map(([id]) => ({ id, service: `${service}.amazonaws.com` }))
    })
    const policies = policiesOf(two)
    for (const [topic] of two.ofType('AWS::SNS::Topic')) {
      const mine = (id: string) => id.slice(0, 4) === topic.slice(0, 4)
      for (const { id, service } of told) {
        const context = { 'aws:SourceArn': two.arnOf(id), 'aws:SourceAccount': two.account }
        const edge = { why: 'It tells a topic.', by: { service }, action: 'sns:Publish', on: two.arnOf(topic), context }
        expect(refusal(edge, two, policies) === null, `${id} tells ${topic}`).toBe(mine(id))
      }
    }
  })
})

describe('a topic that is there', () => {
  const policyOf = (alarms: (stack: Stack) => AlarmTargets) => {
    const made = stackOf((stack) => {
      NightlyMasking.fromProject(stack, 'Shop', projectFile('Shop'), { alarms: alarms(stack) })
    })
    const actions = made
      .ofType('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => made.texts(Properties.AlarmActions))
    return { made, actions: [...new Set(actions.flat())] }
  }

  it('may be given by its ARN', () => {
    const topic = 'arn:aws:sns:eu-central-1:123456789012:on-call'
    const { made, actions } = policyOf(() => ({ topic }))
    expect([actions, made.ofType('AWS::SNS::Topic')]).toEqual([[topic], []])
  })

  it('may be given as a construct of the same stack, and it and its key are told to let us publish', () => {
    const { made, actions } = policyOf((stack) => ({
      topic: new Topic(stack, 'OnCall', { masterKey: new Key(stack, 'OnCallKey') }),
    }))
    const [[id] = ['']] = made.ofType('AWS::SNS::Topic')
    expect(actions).toEqual([made.arnOf(id)])
    const [alarm] = made.ofType('AWS::CloudWatch::Alarm')[0]!
    const [rule] = made.ofType('AWS::Events::Rule')[0]!
    const [key] = made.ofType('AWS::KMS::Key').find(([each]) => each.startsWith('OnCallKey'))!
    const tell = (service: string, source: string, action: string, on: string) => {
      const context = {
        ...{ 'aws:SourceArn': made.arnOf(source), 'aws:SourceAccount': made.account },
        'kms:EncryptionContext:aws:sns:topicArn': made.arnOf(id),
      }
      const edge = { why: 'It tells a topic.', by: { service: `${service}.amazonaws.com` }, action, on, context }
      return refusal(edge, made, policiesOf(made))
    }
    for (const [service, source] of [
      ['cloudwatch', alarm],
      ['events', rule],
    ] as const) {
      expect(tell(service, source, 'sns:Publish', made.arnOf(id))).toBeNull()
      expect(tell(service, source, 'kms:Decrypt', made.arnOf(key))).toBeNull()
    }
  })
})

describe('what the workflows announce', () => {
  const share = { accounts: ['210987654321'], key: 'arn:aws:kms:eu-central-1:123456789012:key/shared', keep: 3 }
  const made = synthesise({ project: (read) => ({ ...read, deploy: { ...read.deploy, share } }) })
  const types = made.ofType('AWS::StepFunctions::StateMachine').flatMap(([, { Properties }]) => {
    const events = [...readable(Properties.DefinitionString).matchAll(/"DetailType":"([^"]+)"/g)]
    return events.map(([, type]) => type!)
  })

  it('is documented, and heard by the rule of the stack, but for what a preflight only tries', () => {
    const events = [...new Set(types)].sort()
    expect(events).toHaveLength(5)
    const documented = readFileSync('docs/operations.md', 'utf8')
    expect(events.filter((type) => !documented.includes(`| \`${type}\` |`))).toEqual([])
    const [[, { Properties }] = []] = made.ofType('AWS::Events::Rule') as [string, Json][]
    const heard = Properties.EventPattern['detail-type']
    expect(events.filter((type) => !heard.includes(type))).toEqual(['nightmask preflight asks'])
  })
})

function stackOf(fill: (stack: Stack) => void): Template {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
  const outdir = mkdtempSync(join(folder, 'out-'))
  // CloudFormation's validation of the stack is the synthesis test's; it takes seconds.
  const app = new App({
    ...{ outdir, builtinCloudFormationValidation: false },
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
  })
  const stack = new Stack(app, 'platform', { env: { account: '123456789012', region: 'eu-central-1' } })
  fill(stack)
  return template(app.synth().getStackByName('platform').template.Resources)
}

/** The example with another staging, in a VPC that has its endpoints. */
function projectFile(name: string): string {
  const { deploy, ...config } = parse(readFileSync('examples/shop/nightmask.aws.yaml', 'utf8'))
  const group = () => ({ security_group: 'sg-0c1b2c3d4e5f60718' })
  const network = { ...deploy.network, endpoints: { s3: 'existing', secretsmanager: group(), kms: group() } }
  const staging = { ...deploy.staging, instance: `${name.toLowerCase()}-staging` }
  const file = join(folder, `${name}.yaml`)
  const policy = resolve('examples/shop/policy.yaml')
  writeFileSync(file, stringify({ ...config, policy, deploy: { ...deploy, network, staging } }))
  return file
}
