import { describe, expect, it } from 'vitest'
import { call, runSmall, Thrown } from './small-machine.ts'

// What the specification of the language (states-language.net) and the developer guide of Step Functions say, on machines of a few states.

describe('data', () => {
  it('goes from output to input; what a state says nothing of passes through', async () => {
    const { output } = await runSmall(
      {
        First: { Type: 'Pass', Next: 'Second' },
        Second: {
          Type: 'Pass',
          Output: { doubled: '{% $states.input.n * 2 %}', text: 'as {% it is %} inside' },
          End: true,
        },
      },
      { n: 21 },
    )
    expect(output).toEqual({ doubled: 42, text: 'as {% it is %} inside' })
  })

  it('of Assign and Output are the variables as they were; the new ones hold from the next state on', async () => {
    const { output } = await runSmall({
      Init: { Type: 'Pass', Assign: { x: 1, a: 1 }, Next: 'Step' },
      Step: { Type: 'Pass', Assign: { x: '{% $a + $x %}', next: '{% $x %}' }, Output: '{% $x %}', Next: 'Told' },
      Told: { Type: 'Pass', Output: ['{% $states.input %}', '{% $x %}', '{% $next %}'], End: true },
    })
    expect(output).toEqual([1, 2, 1])
  })

  it('comes with the context of the execution', async () => {
    const { output, arn } = await runSmall(
      {
        Only: {
          Type: 'Pass',
          Output: '{% [$states.context.Execution.Id, $states.context.Execution.Input.a, $states.context.State.Name] %}',
          End: true,
        },
      },
      { a: 7 },
    )
    expect(output).toEqual([arn, 7, 'Only'])
  })

  it.each(['{% $nothing %}', '{% $states.input.none %}', '{% $eval("1") %}', '{% 1 + %}', '{% 1 + "a" %}', '{% n %}'])(
    'of an expression without a value is an error of its own: %s',
    async (expression) => {
      const { status, failure } = await runSmall({ Only: { Type: 'Pass', Output: expression, End: true } }, { n: 1 })
      expect([status, failure?.error]).toEqual(['FAILED', 'States.QueryEvaluationError'])
    },
  )

  it('of more than 256 KiB end the execution, whatever a Catch says', async () => {
    const { failure } = await runSmall(
      {
        Large: { Type: 'Task', ...call('large'), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true },
        Caught: { Type: 'Succeed' },
      },
      {},
      { functions: { large: () => 'x'.repeat(256 * 1024) } },
    )
    expect(failure?.error).toBe('States.DataLimitExceeded')
  })
})

describe('Choice', () => {
  const states = {
    Choose: {
      Type: 'Choice' as const,
      Choices: [
        { Condition: '{% $states.input.n > 10 %}', Next: 'Told', Output: 'large', Assign: { by: 'rule' } },
        { Condition: '{% $states.input.n > 5 %}', Next: 'Told', Output: 'middle', Assign: { by: 'rule' } },
      ],
      Default: 'Told',
      Output: 'small',
      Assign: { by: 'default' },
    },
    Told: { Type: 'Succeed' as const, Output: '{% $states.input & " by " & $by %}' },
  }

  it.each([
    [11, 'large by rule'],
    [6, 'middle by rule'],
    [1, 'small by default'],
  ])('takes the first rule that holds, or the default, each with its own Output: %d', async (n, told) => {
    expect((await runSmall(states, { n })).output).toBe(told)
  })

  it('without a default fails when no rule holds, and when a condition is no boolean', async () => {
    const { Default: _, ...choose } = states.Choose
    expect((await runSmall({ ...states, Choose: choose }, { n: 1 })).failure?.error).toBe('States.NoChoiceMatched')
    const odd = { ...choose, Choices: [{ Condition: '{% $states.input.n %}', Next: 'Told' }] }
    expect((await runSmall({ ...states, Choose: odd }, { n: 1 })).failure?.error).toBe('States.QueryEvaluationError')
  })
})

describe('Wait, Succeed and Fail', () => {
  it('waits in virtual time, for seconds or until a moment', async () => {
    const started = Date.now()
    const { seconds } = await runSmall({
      Long: {
        Type: 'Wait',
        Seconds: '{% 60 * 60 %}',
        Assign: { until: '{% $fromMillis($millis() + 5400000) %}' },
        Next: 'Until',
      },
      Until: { Type: 'Wait', Timestamp: '{% $until %}', End: true },
    })
    expect(seconds).toBe(3600 + 5400)
    expect(Date.now() - started).toBeLessThan(2000)
  })

  it('fails with the error and cause that it computes', async () => {
    const { status, failure } = await runSmall(
      { Bad: { Type: 'Fail', Error: '{% "E" & $string($states.input.n) %}', Cause: 'plain' } },
      { n: 1 },
    )
    expect([status, failure?.output]).toEqual(['FAILED', { Error: 'E1', Cause: 'plain' }])
  })
})

describe('Task', () => {
  it('hands Arguments on and gives what the integration answers; Output and Assign see the result', async () => {
    const { output } = await runSmall(
      {
        Ask: {
          Type: 'Task',
          ...call('double'),
          Assign: { code: '{% $states.result.StatusCode %}' },
          Output: '{% $states.result.Payload %}',
          Next: 'Told',
        },
        Told: { Type: 'Pass', Output: '{% [$states.input, $code] %}', End: true },
      },
      4,
      { functions: { double: (n) => Number(n) * 2 } },
    )
    expect(output).toEqual([8, 200])
  })

  it('that fails goes on at the Catcher that names the error, with Error and Cause', async () => {
    const { output } = await runSmall(
      {
        Ask: {
          Type: 'Task',
          ...call('bad'),
          Catch: [
            { ErrorEquals: ['Other'], Next: 'Wrong' },
            {
              ErrorEquals: ['Refused'],
              Next: 'Told',
              Assign: { error: '{% $states.errorOutput.Error %}' },
              Output: '{% $parse($states.errorOutput.Cause) %}',
            },
          ],
          Next: 'Wrong',
        },
        Wrong: { Type: 'Fail' },
        Told: { Type: 'Succeed', Output: { error: '{% $error %}', function: '{% $states.input %}' } },
      },
      {},
      {
        functions: {
          bad: () => {
            throw new Thrown('Refused', 'a leak')
          },
        },
      },
    )
    expect(output).toEqual({ error: 'Refused', function: { errorType: 'Refused', errorMessage: 'a leak' } })
  })

  // The example of the specification, chapter "Errors": ErrorA, ErrorB, ErrorC and ErrorB again.
  it('that fails four times waits one, two and five seconds and is caught when its retrier is used up', async () => {
    const errors = ['ErrorA', 'ErrorB', 'ErrorC', 'ErrorB']
    const { output, seconds } = await runSmall(
      {
        X: {
          Type: 'Task',
          ...call('x'),
          Next: 'Wrong',
          Retry: [
            { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
            { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Y' }],
        },
        Wrong: { Type: 'Fail' },
        Y: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
      },
      {},
      {
        functions: {
          x: (_, before) => {
            throw new Thrown(errors[before] ?? 'ErrorD')
          },
        },
      },
    )
    expect([output, seconds]).toEqual(['ErrorB', 8])
  })

  it('waits no longer than MaxDelaySeconds, and with full jitter any part of it', async () => {
    const retry = {
      ErrorEquals: ['States.ALL'],
      IntervalSeconds: 10,
      BackoffRate: 3,
      MaxDelaySeconds: 40,
      MaxAttempts: 3,
    }
    const run = (Retry: typeof retry & { JitterStrategy?: 'FULL' }) =>
      runSmall(
        { X: { Type: 'Task', ...call('x'), Retry: [Retry], End: true } },
        {},
        {
          random: () => 0.5,
          functions: {
            x: (_, before) => {
              if (before < 3) throw new Thrown('E')
              return before
            },
          },
        },
      )
    expect((await run(retry)).seconds).toBe(10 + 30 + 40)
    expect((await run({ ...retry, JitterStrategy: 'FULL' })).seconds).toBe(40)
  })

  it('that runs longer than TimeoutSeconds fails with States.Timeout, which is no States.TaskFailed', async () => {
    const run = (name: string) =>
      runSmall(
        {
          Slow: {
            Type: 'Task',
            ...call('slow'),
            TimeoutSeconds: 900,
            Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
            End: true,
          },
          Caught: { Type: 'Succeed', Output: 'caught' },
        },
        {},
        { functions: { slow: (_, __, sleep) => sleep(901).then(() => 'late') } },
      )
    expect(await run('States.Timeout')).toMatchObject({ output: 'caught', seconds: 900 })
    expect(await run('States.TaskFailed')).toMatchObject({ status: 'FAILED', failure: { error: 'States.Timeout' } })
  })
})

describe('a whole execution', () => {
  it('is timed out by the TimeoutSeconds of its machine, in the middle of a state', async () => {
    const { status, seconds } = await runSmall(
      { Wait: { Type: 'Wait', Seconds: 100, End: true } },
      {},
      { timeoutSeconds: 60 },
    )
    expect([status, seconds]).toEqual(['TIMED_OUT', 60])
  })
})
