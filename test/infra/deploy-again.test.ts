import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { taskAndShare } from './projects.ts'
import { type Json, synthesise } from './synthesise.ts'

const lasting = ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']
const stacks = [
  ['the example', synthesise(), lasting],
  ['a task and a share', synthesise({ project: taskAndShare }), lasting],
  ['a sandbox', synthesise({ sandbox: true }), []],
] as const

describe.each(stacks)('%s', (_, { resources }, kinds) => {
  it('keeps nothing of a first deployment that failed: the next one would find it in its way', () => {
    const plain = (policy: string) => Object.entries<Json>(resources).filter(([, each]) => each[policy] === 'Retain')
    expect(plain('DeletionPolicy').map(([id]) => id)).toEqual([])
  })

  it('keeps what has to outlive it, and no log group', () => {
    const kept = Object.values<Json>(resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === 'RetainExceptOnCreate',
    )
    const types = new Set(kept.map(({ Type }) => Type))
    expect([...types].sort()).toEqual(kinds)
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

it('empties a sandbox’s buckets before they are deleted, of locked records too, page by page', async () => {
  const { handler } = createRequire(import.meta.url)('../../infra/empty-buckets/index.js')
  const objects = Array.from({ length: 5 }, (_, at) => ({ Key: `audit/${at}`, VersionId: `v${at}` }))
  const bypassed: unknown[] = []
  const s3 = {
    async send(command: { constructor: { name: string }; input: Json }) {
      const { name } = command.constructor
      if (name === 'ListObjectVersionsCommand')
        return { Versions: objects.slice(0, 2), IsTruncated: objects.length > 2, NextKeyMarker: 'k' }
      if (name !== 'DeleteObjectsCommand') return {}
      bypassed.push(command.input.BypassGovernanceRetention)
      objects.splice(0, command.input.Delete.Objects.length)
      return {}
    },
  }
  await handler({ RequestType: 'Create', ResourceProperties: { Buckets: ['records'] } }, null, s3)
  expect(objects).toHaveLength(5)
  await handler({ RequestType: 'Delete', ResourceProperties: { Buckets: ['records'] } }, null, s3)
  expect([objects, bypassed]).toEqual([[], [true, true, true]])
})

it('gives no function more memory than a new account has, unless it is told', () => {
  const most = (memory?: number) => {
    const { ofType } = synthesise({
      project: (read) => ({ ...read, deploy: { ...read.deploy, ...(memory ? { memory } : {}) } }),
    })
    return Math.max(...ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties.MemorySize))
  }
  expect([most(), most(6_000)]).toEqual([3008, 5308])
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
