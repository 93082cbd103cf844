import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type Json, synthesise } from './synthesise.ts'
import { refusal } from './walk/access.ts'
import { policiesOf } from './walk/policies.ts'
import { template } from './walk/template.ts'

const { resources, ofType } = synthesise({ sandbox: true })
const only = (type: string, id: RegExp) => ofType(type).find(([each]) => id.test(each))!

describe('a sandbox', () => {
  it('makes two databases', () => {
    expect(ofType('AWS::RDS::DBInstance')).toHaveLength(2)
  })

  it('fills its source when every door on the way there is open', () => {
    const [group] = only('AWS::EC2::SecurityGroup', /^SandboxFillGroup/)
    const doors = [...ofType('AWS::EC2::SecurityGroupIngress'), ...ofType('AWS::EC2::SecurityGroupEgress')]
    const own = doors.filter(([, { Properties }]) => JSON.stringify(Properties).includes(`"${group}"`))
    expect(own).toHaveLength(4)
    const [, { DependsOn }] = only('Custom::Trigger', /^SandboxFillNow/)
    expect(own.map(([id]) => id).filter((id) => !DependsOn.includes(id))).toEqual([])
  })

  it('locks records for a day, in the mode that lets somebody take them away again', () => {
    const [, { Properties }] = only('AWS::S3::Bucket', /StoresAudit[0-9A-F]{8}$/)
    expect(Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 1 })
  })

  it('can be destroyed: before any bucket goes, whoever empties it may, which nobody could by the policy that it was made with', async () => {
    const buckets = ofType('AWS::S3::Bucket').map(([id]) => id)
    const policies = ofType('AWS::S3::BucketPolicy').map(([id]) => id)
    const [, emptied] = only('Custom::NightmaskEmptyBuckets', /Emptied/)
    expect(emptied.Properties.Buckets.map(({ Ref }: Json) => Ref).sort()).toEqual(buckets.sort())
    // What is made last is deleted first.
    expect(emptied.DependsOn).toEqual(expect.arrayContaining([...buckets, ...policies]))
    const refused = (made: Readonly<Record<string, Json>>, action: string, objects: string) => {
      const read = template(withoutLogRights(made))
      const [role] = read.ofType('AWS::IAM::Role').find(([id]) => /EmptyBuckets.*Role/.test(id))!
      const edge = { why: 'The sandbox is emptied.', by: { role: read.arnOf(role) }, action }
      return buckets.map((id) => refusal({ ...edge, on: `${read.arnOf(id)}${objects}` }, read, policiesOf(read)))
    }
    const none = buckets.map(() => null)
    expect(refused(resources, 's3:PutBucketPolicy', '')).toEqual(none)
    expect(refused(resources, 's3:DeleteObject', '/*')).toContainEqual(expect.stringMatching(/AuditPolicy.*denies it/))
    const after = await asEmptied(emptied.Properties.Buckets)
    for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'])
      expect(refused(after, action, '/*')).toEqual(none)
    expect(refused(after, 's3:ListBucketVersions', '')).toEqual(none)
  })
})

describe('records of any other stack', () => {
  const lockOf = (mode: 'compliance' | 'governance') => {
    const made = synthesise({ project: (read) => ({ ...read, deploy: { ...read.deploy, audit_mode: mode } }) })
    const [, { Properties }] = made.ofType('AWS::S3::Bucket').find(([id]) => /StoresAudit[0-9A-F]{8}$/.test(id))!
    return Properties.ObjectLockConfiguration.Rule.DefaultRetention.Mode
  }

  it('are locked in the mode that the configuration says', () => {
    expect([lockOf('compliance'), lockOf('governance')]).toEqual(['COMPLIANCE', 'GOVERNANCE'])
  })
})

/** The template as it is once the resource that empties its buckets has begun: each has the policy that was put. */
async function asEmptied(Buckets: readonly Json[]): Promise<Readonly<Record<string, Json>>> {
  const { handler } = createRequire(import.meta.url)('../../infra/empty-buckets/index.js')
  const put = new Map<string, Json>()
  const s3 = {
    async send({ input }: { readonly input: Json }) {
      if (input.Policy) put.set(input.Bucket, JSON.parse(input.Policy))
      return {}
    },
  }
  await handler({ RequestType: 'Delete', ResourceProperties: { Buckets: Buckets.map(({ Ref }) => Ref) } }, null, s3)
  const replaced = Object.entries(resources).map(([id, each]): [string, Json] =>
    each.Type === 'AWS::S3::BucketPolicy'
      ? [id, { ...each, Properties: { ...each.Properties, PolicyDocument: put.get(each.Properties.Bucket.Ref) } }]
      : [id, each],
  )
  return Object.fromEntries(replaced)
}

// CDK's helpers write their logs by a policy that AWS manages, and nothing else is in it.
function withoutLogRights(made: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const roles = Object.entries(made).map(([id, each]): [string, Json] => {
    if (!/AWSLambdaBasicExecutionRole/.test(JSON.stringify(each.Properties?.ManagedPolicyArns ?? ''))) return [id, each]
    const { ManagedPolicyArns: _, ...Properties } = each.Properties
    return [id, { ...each, Properties }]
  })
  return Object.fromEntries(roles)
}
