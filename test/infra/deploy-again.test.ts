import { describe, expect, it } from 'vitest'
import { type Json, synthesise } from './synthesise.ts'

const stacks = { 'the example': synthesise(), 'a sandbox': synthesise({ sandbox: true }) }

describe.each(Object.entries(stacks))('%s', (_, { resources }) => {
  it('keeps nothing of a first deployment that failed: the next one would find it in its way', () => {
    const plain = (policy: string) => Object.entries<Json>(resources).filter(([, each]) => each[policy] === 'Retain')
    expect(plain('DeletionPolicy').map(([id]) => id)).toEqual([])
  })

  it('keeps what has to outlive it, and no log group', () => {
    const kept = Object.values<Json>(resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === 'RetainExceptOnCreate',
    )
    const types = new Set(kept.map(({ Type }) => Type))
    expect([...types].sort()).toEqual(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'])
    for (const { UpdateReplacePolicy } of kept) expect(UpdateReplacePolicy).toBe('Retain')
  })

  it('names nothing by itself, but with what CloudFormation draws anew for each stack that it makes', () => {
    const named = Object.entries<Json>(resources).flatMap(([id, { Type, Properties = {} }]) =>
      Object.entries<Json>(Properties)
        .filter(([key, value]) => isName(Type, key) && !refersTo(value, resources) && !isOfThisStack(value))
        .map(([key, value]) => `${id}.${key}: ${JSON.stringify(value)}`),
    )
    expect(named).toEqual([])
  })
})

it('adopts keys that are there, by name or ARN, with the key that they are encrypted with', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:old/originals-a1B2c3'
  const storage = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d'
  const { ofType } = synthesise({
    project: ({ config, deploy, ...read }) => ({
      ...read,
      config: { ...config, key: { secret: 'old/pseudonyms', existing: true } },
      deploy: { ...deploy, originals_key: { secret: arn, existing: true }, secret_keys: [storage] },
    }),
  })
  expect(ofType('AWS::SecretsManager::Secret')).toEqual([])
  const policies = JSON.stringify(ofType('AWS::IAM::Policy'))
  for (const part of [':secret:old/pseudonyms-??????', arn, storage]) expect(policies).toContain(part)
  const settings = ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Environment.Variables)
  expect(new Set(settings.map(({ ORIGINALS_KEY_SECRET: key }) => key))).toContain(arn)
  expect(JSON.stringify(settings)).toContain(':secret:old/pseudonyms"')
})

/** Properties that name the resource itself among all of its kind in the region; CloudFormation refuses a name that is taken. */
function isName(type: string, key: string): boolean {
  return /^(\w*Name|\w*Identifier)$/.test(key) && !notItsOwn.some((exempt) => `${type}.${key}` === exempt)
}

const notItsOwn = [
  // Known within its role only.
  'AWS::IAM::Policy.PolicyName',
  // What an alarm looks at, what an endpoint leads to, what is called, and the schema in a server.
  'AWS::CloudWatch::Alarm.MetricName',
  'AWS::EC2::VPCEndpoint.ServiceName',
  'AWS::RDS::DBInstance.DBName',
  'AWS::SNS::Topic.DisplayName',
  // Outlives nothing: CloudFormation deletes it with the stack that made it, whose name it has, and leaves the key.
  'AWS::KMS::Alias.AliasName',
]

function refersTo(value: Json, resources: Readonly<Record<string, Json>>): boolean {
  const [target] = [value?.Ref, value?.['Fn::GetAtt']?.[0]].filter((id) => id in resources)
  return target !== undefined
}

function isOfThisStack(value: Json): boolean {
  return JSON.stringify(value).includes('AWS::StackId')
}
