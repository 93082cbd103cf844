import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundleTask, taskEntry } from '../../infra/task/bundle-task.ts'
import { taskGrants } from '../../infra/task/masking-task.ts'
import { allowedTo, grantsOf } from './granted.ts'
import { live } from './projects.ts'
import { type Json, readable, synthesise } from './synthesise.ts'

const stack = synthesise({ project: live })
const [, project] = stack.ofType('AWS::CodeBuild::Project')[0]!

describe('the task', () => {
  it('is what a live night is the work of, and no part of a stack whose nights read a clone', () => {
    expect(synthesise().ofType('AWS::CodeBuild::Project')).toEqual([])
    expect(stack.definition('Night').States.Settle.Assign.engine).toBe(
      "{% $exists($states.input.dataset) ? 'lambda' : 'task' %}",
    )
    const { States } = stack.definition('Refresh')
    expect(States['Task or functions']).toMatchObject({
      Choices: [{ Condition: "{% $run.engine = 'task' %}", Next: 'Run task' }],
      Default: 'Identify',
    })
    expect(States['Run task'].Arguments.EnvironmentVariablesOverride).toEqual([
      { Name: 'RUN', Value: '{% $string($run) %}', Type: 'PLAINTEXT' },
    ])
  })

  it('has a role that reads and writes what its steps name, no audit record, no lock, and no bucket but the artifacts', () => {
    const allowed = allowedTo(stack, project.Properties.ServiceRole['Fn::GetAtt'][0])
    const grants = grantsOf(allowed).filter((grant) => !/^(ec2:|logs:)| on arn:aws:s3:::cdk-/.test(grant))
    const code = /^arn:aws:s3:::cdk-\w+-assets-.*\.zip$/
    expect(grants.filter((grant) => !code.test(grant.replace(/:(read|write)$/, '')))).toEqual([...taskGrants].sort())
    const text = JSON.stringify(allowed)
    expect(text).not.toMatch(/StoresAudit|runs\/lock|rds:|states:/)
  })

  it('stands in private subnets with ways out to source, staging, S3 and the endpoints only', () => {
    const { VpcConfig } = project.Properties
    expect(VpcConfig.Subnets).toEqual(['subnet-0a1b2c3d4e5f60718', 'subnet-0b1b2c3d4e5f60718'])
    const id = VpcConfig.SecurityGroupIds[0]['Fn::GetAtt'][0]
    const rules = [
      ...(stack.resources[id].Properties.SecurityGroupEgress ?? []),
      ...stack
        .ofType('AWS::EC2::SecurityGroupEgress')
        .map(([, { Properties }]) => Properties)
        .filter(({ GroupId }) => readable(GroupId) === id),
    ]
    const target = (rule: Json) =>
      readable(rule.DestinationSecurityGroupId ?? rule.DestinationPrefixListId ?? rule.CidrIp)
    expect(
      rules.map((rule) => `${target(rule).replace(/^MaskingSides(\w+?)[0-9A-F]{8}$/, '$1')}:${rule.ToPort}`).sort(),
    ).toEqual(['Endpoints:443', 'pl-6ea54007:443', 'sg-0a1b2c3d4e5f60718:3306', 'sg-0b1b2c3d4e5f60718:3306'])
  })

  it('is bundled whole: it starts far from any node_modules, with the Node that its image has', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nightmask-task-'))
    bundleTask(folder, { 'policy.yaml': 'examples/shop/policy.yaml' })
    expect(['cli/worker.js', 'policy.yaml'].every((name) => existsSync(join(folder, name)))).toBe(true)
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({ type: 'module', version })
    expect(project.Properties.Source.BuildSpec).toContain(`node ${taskEntry}\n`)
    expect(project.Properties.Environment.Image).toBe('aws/codebuild/amazonlinux-aarch64-standard:4.0')
    expect(() => execFileSync(process.execPath, [taskEntry], { cwd: folder, env: {}, stdio: 'pipe' })).toThrow(
      'RUN is not set: the task is started by the Night workflow',
    )
  })
})
