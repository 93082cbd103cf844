import { describe, expect, it } from 'vitest'
import { live } from './projects.ts'
import { synthesise } from './synthesise.ts'

const stack = synthesise({ project: live })
const [, project] = stack.ofType('AWS::CodeBuild::Project')[0]!

describe('the task', () => {
  it('is what a live night is the work of, and no part of a stack whose nights read a clone', () => {
    expect(synthesise().ofType('AWS::CodeBuild::Project')).toEqual([])
    const { TimeoutInMinutes, QueuedTimeoutInMinutes } = project.Properties
    expect(stack.definition('Refresh').TimeoutSeconds).toBeGreaterThan((TimeoutInMinutes + QueuedTimeoutInMinutes) * 60)
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

  it('runs the bundle with the Node that its image has, and installs nothing', () => {
    expect(project.Properties.Source.BuildSpec).toMatch(/commands:\n {6}- node cli\/run\/task\.js\n$/)
    expect(project.Properties.Environment.Image).toBe('aws/codebuild/amazonlinux-aarch64-standard:4.0')
  })
})
