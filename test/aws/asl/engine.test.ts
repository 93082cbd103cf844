import { describe, expect, it } from 'vitest'
import type { MachineDefinition } from './definition.ts'
import { call, machineArn, runSmall, smallEngine, Thrown } from './small-machine.ts'

const inner: MachineDefinition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Work',
  States: { Work: { Type: 'Task', ...call('work'), Output: '{% $states.result.Payload %}', End: true } },
}
const start = {
  Type: 'Task' as const,
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Arguments: { StateMachineArn: machineArn.replace('small', 'inner'), Name: 'one', Input: '{% $states.input %}' },
}
const api = (action: string, more: object = {}) => ({
  Type: 'Task' as const,
  Resource: `arn:aws:states:::aws-sdk:sfn:${action}`,
  Arguments: { ExecutionArn: machineArn.replace(':stateMachine:small', ':execution:inner:one'), ...more },
})

describe('an execution within another', () => {
  it('is waited for and gives its output as JSON', async () => {
    const { output } = await runSmall(
      { Start: { ...start, Output: '{% $states.result.Output %}', End: true } },
      { n: 1 },
      { others: { inner }, functions: { work: (n) => n } },
    )
    expect(output).toEqual({ n: 1 })
  })

  it('that failed is States.TaskFailed with its own error in the cause, and is described afterwards', async () => {
    const { output } = await runSmall(
      {
        Start: {
          ...start,
          Catch: [
            {
              ErrorEquals: ['States.TaskFailed'],
              Next: 'Describe',
              Output: '{% $parse($states.errorOutput.Cause).Error %}',
            },
          ],
          End: true,
        },
        Describe: {
          ...api('describeExecution'),
          Output: '{% [$states.input, $states.result.Status, $states.result.Error] %}',
          End: true,
        },
      },
      {},
      {
        others: { inner },
        functions: {
          work: () => {
            throw new Thrown('Refused')
          },
        },
      },
    )
    expect(output).toEqual(['Refused', 'FAILED', 'Refused'])
  })

  it('tells the states that it entered, the last first, without those of other executions', async () => {
    const { output } = await runSmall(
      {
        Start: { ...start, Next: 'History' },
        History: {
          ...api('getExecutionHistory', { ReverseOrder: true, MaxResults: 10 }),
          Output: '{% [$states.result.Events.StateEnteredEventDetails.Name] %}',
          End: true,
        },
      },
      {},
      {
        others: {
          inner: { ...inner, StartAt: 'First', States: { First: { Type: 'Pass', Next: 'Work' }, ...inner.States } },
        },
        functions: { work: () => 1 },
      },
    )
    expect(output).toEqual(['Work', 'First'])
  })

  it('is stopped with the one that waits for it', async () => {
    const others = { inner: { ...inner, States: { Work: { Type: 'Wait' as const, Seconds: 1000, End: true } } } }
    const engine = smallEngine({ Start: { ...start, End: true } }, { others, timeoutSeconds: 10 })
    const execution = engine.start(machineArn, {})
    await execution.done
    const within = engine.find(machineArn.replace(':stateMachine:small', ':execution:inner:one'))
    await within.done
    expect([execution.status, within.status]).toEqual(['TIMED_OUT', 'ABORTED'])
  })
})

describe('names of executions', () => {
  it('find the one that runs when its input is the same, and are used once', async () => {
    const engine = smallEngine({ Wait: { Type: 'Wait', Seconds: 1, End: true } })
    const first = engine.start(machineArn, { a: 1 }, 'night')
    expect(engine.start(machineArn, { a: 1 }, 'night')).toBe(first)
    expect(() => engine.start(machineArn, { a: 2 }, 'night')).toThrow('Already Exists')
    await first.done
    expect(() => engine.start(machineArn, { a: 1 }, 'night')).toThrow('Already Exists')
  })
})
