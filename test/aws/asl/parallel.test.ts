import { describe, expect, it } from 'vitest'
import { call, machineArn, runSmall, smallEngine, Thrown } from './small-machine.ts'

describe('Parallel', () => {
  it('runs its branches on the same input, each with variables of its own, and gives their outputs in order', async () => {
    const branch = (add: number) =>
      ({
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { add }, Next: 'Add' },
          Add: { Type: 'Pass', Output: '{% $states.input + $add %}', End: true },
        },
      }) as const
    expect(
      (await runSmall({ Both: { Type: 'Parallel', Branches: [branch(1), branch(2)], End: true } }, 10)).output,
    ).toEqual([11, 12])
  })

  it('fails with the first branch that fails and ends the others', async () => {
    const wait = { StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 1000, End: true } } } as const
    const bad = { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'E', Cause: '' } } } as const
    const run = await runSmall({
      Both: { Type: 'Parallel', Branches: [wait, bad], Catch: [{ ErrorEquals: ['E'], Next: 'Caught' }], End: true },
      Caught: { Type: 'Succeed' },
    })
    expect(run).toMatchObject({ status: 'SUCCEEDED', seconds: 0 })
  })

  it('goes on in each branch where it was when its execution is redriven, and repeats nothing', async () => {
    const did: string[] = []
    const task = (name: string, next?: string) => ({
      Type: 'Task' as const,
      ...call(name),
      ...(next ? { Next: next } : { End: true }),
    })
    const work = (name: string) => (_: unknown, before: number) => {
      did.push(name)
      if (name === 'second' && before === 0) throw new Thrown('Bad')
      return name
    }
    const engine = smallEngine(
      {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'First', States: { First: task('first', 'Second'), Second: task('second') } },
            { StartAt: 'Other', States: { Other: task('other') } },
          ],
          End: true,
        },
      },
      { functions: { first: work('first'), second: work('second'), other: work('other') } },
    )
    const execution = engine.start(machineArn, {})
    await execution.done
    expect(execution.status).toBe('FAILED')
    execution.redrive()
    await execution.done
    expect(execution.status).toBe('SUCCEEDED')
    expect(did.sort()).toEqual(['first', 'other', 'second', 'second'])
  })
})
