import { describe, expect, it } from 'vitest'
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
    const own = allowed.filter(({ resources }) => !resources.some((resource) => resource.includes('-assets-')))
    const grants = grantsOf(own).filter((grant) => !/^(ec2|logs):/.test(grant))
    expect(grants).toEqual([...taskGrants].sort())
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
      rules.map((rule) => `${target(rule).replace(/^Network(\w+?)Group[0-9A-F]{8}$/, '$1')}:${rule.ToPort}`).sort(),
    ).toEqual([
      'Logs:443',
      'SecretsManager:443',
      'pl-6ea54007:443',
      'sg-0a1b2c3d4e5f60718:3306',
      'sg-0b1b2c3d4e5f60718:3306',
    ])
  })

  it('runs the bundle with the Node that its image has, and installs nothing', () => {
    expect(project.Properties.Source.BuildSpec).toMatch(/commands:\n {6}- node cli\/run\/task\.js\n$/)
    expect(project.Properties.Environment.Image).toBe('aws/codebuild/amazonlinux-aarch64-standard:4.0')
  })
})
