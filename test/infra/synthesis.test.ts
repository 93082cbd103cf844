import { readFileSync } from 'node:fs'
import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { acknowledged } from '../../infra/acknowledged.ts'
import { guard } from '../../infra/guard.ts'
import { freshApp, type SynthesisOptions, synthesise } from './synthesise.ts'

const guarded = (options: SynthesisOptions = {}) => synthesise({ ...options, guarded: true })

// .ci/run synthesises the example and its sandbox as people do, under the same rules.
describe('the stack under cdk-nag and CloudFormation’s own rules', () => {
  it('passes with an Aurora source that is cloned, with the task beside the functions, and sharing what they made', () => {
    const share = { accounts: ['210987654321'], key: 'arn:aws:kms:eu-central-1:123456789012:key/shared', keep: 3 }
    const stack = guarded({ project: (read) => ({ ...read, deploy: { ...read.deploy, engine: 'task', share } }) })
    expect(stack.ofType('AWS::Lambda::Function').length).toBeGreaterThan(15)
    expect(stack.ofType('AWS::CodeBuild::Project')).toHaveLength(1)
  })

  it('fails on a property that does not exist, a wildcard action and a bucket that anybody may read', () => {
    // The guard is the same over three resources as over a whole night's.
    const app = freshApp(true)
    const stack = new Stack(app, 'Tampered', { env: { account: '123456789012', region: 'eu-central-1' } })
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::some-bucket'] }))
    ;(new Bucket(stack, 'Odd').node.defaultChild as CfnBucket).addPropertyOverride('NoSuchProperty', true)
    new Bucket(stack, 'Open', { publicReadAccess: true, blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY })
    guard(app)
    const findings = failureOf(() => app.synth())
    expect(findings).toContain("Additional properties are not allowed ('NoSuchProperty'")
    expect(findings).toContain('AwsSolutions-IAM5[Action::s3:*]')
    expect(findings).toContain('AwsSolutions-S2')
  })

  it('acknowledges nothing without a reason, and no action, whatever its resource', () => {
    for (const { reason, finding } of acknowledged) {
      expect(reason.length).toBeGreaterThan(20)
      expect(String(finding)).not.toMatch(/Action/)
    }
  })
})

describe('cdk.json', () => {
  it('asks for CloudFormation’s rules as errors, and for nothing over the network', () => {
    const { notices, versionReporting, context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
    expect({ notices, versionReporting, telemetry: context['cli-telemetry'] }).toEqual({
      notices: false,
      versionReporting: false,
      telemetry: false,
    })
    expect(context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true)
    expect(context['@aws-cdk/aws-stepfunctions:useDistributedMapResultWriterV2']).toBe(true)
  })
})

function failureOf(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (error) {
    return String(error)
  }
}
