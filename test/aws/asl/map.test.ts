import { describe, expect, it } from 'vitest'
import type { MapState } from './definition.ts'
import { call, machineArn, runSmall, smallEngine, Thrown } from './small-machine.ts'

const double = {
  StartAt: 'Double',
  States: { Double: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } },
} as const
const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } } as const
const work = {
  StartAt: 'Work',
  States: { Work: { Type: 'Task', ...call('work'), Output: '{% $states.result.Payload %}', End: true } },
} as const
const list = {
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSON' },
  Arguments: { Bucket: 'b', Key: "{% 'lists/' & $states.input.list %}" },
}
const listed = (items: unknown) => new Map([['b/lists/l', JSON.stringify(items)]])

describe('inline Map', () => {
  it('runs its processor for each item and gives the outputs in order', async () => {
    expect((await runSmall({ Map: { Type: 'Map', ItemProcessor: double, End: true } }, [1, 2, 3])).output).toEqual([
      2, 4, 6,
    ])
  })

  it('makes each input by its ItemSelector, from the item, its index and what is outside', async () => {
    const ItemSelector = {
      sum: '{% $states.context.Map.Item.Value + $offset %}',
      n: '{% $states.context.Map.Item.Index %}',
      all: '{% $count($states.input) %}',
    }
    const { output } = await runSmall(
      {
        Set: { Type: 'Pass', Assign: { offset: 10 }, Next: 'Map' },
        Map: {
          Type: 'Map',
          ItemSelector,
          ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
          End: true,
        },
      },
      [5, 6],
    )
    expect(output).toEqual([
      { sum: 15, n: 0, all: 2 },
      { sum: 16, n: 1, all: 2 },
    ])
  })

  it('reads variables from outside; its own are gone afterwards', async () => {
    const inner = {
      StartAt: 'In',
      States: { In: { Type: 'Pass', Assign: { own: 1 }, Output: '{% $states.input + $offset %}', End: true } },
    } as const
    const states = (after: string) => ({
      Set: { Type: 'Pass', Assign: { offset: 10 }, Next: 'Map' } as const,
      Map: { Type: 'Map', Items: [1, 2], ItemProcessor: inner, Next: 'After' } as const,
      After: { Type: 'Pass', Output: after, End: true } as const,
    })
    expect((await runSmall(states('{% $states.input %}'))).output).toEqual([11, 12])
    expect((await runSmall(states('{% $own %}'))).failure?.error).toBe('States.QueryEvaluationError')
  })

  it('fails with the error of the iteration that failed', async () => {
    const { failure } = await runSmall({ Map: { Type: 'Map', ItemProcessor: work, End: true } }, [1, 2], {
      functions: {
        work: (n) => {
          if (n === 2) throw new Thrown('Bad')
          return n
        },
      },
    })
    expect(failure?.error).toBe('Bad')
  })
})

describe('Distributed Map', () => {
  const map = (more: Partial<MapState> = {}): Record<string, MapState> => ({
    Map: { Type: 'Map', ItemReader: list, ItemProcessor: { ...distributed, ...work }, End: true, ...more },
  })

  it('reads its items from S3 and hands batches of them on, with what all of them get', async () => {
    const { output } = await runSmall(
      map({ ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { run: '{% $states.input.list %}' } } }),
      { list: 'l' },
      { objects: listed([1, 2, 3]), functions: { work: (batch) => batch } },
    )
    expect(output).toEqual([
      { BatchInput: { run: 'l' }, Items: [1, 2] },
      { BatchInput: { run: 'l' }, Items: [3] },
    ])
  })

  it('fails when its list cannot be read', async () => {
    expect((await runSmall(map(), { list: 'none' })).failure?.error).toBe('States.ItemReaderFailed')
  })

  it('runs no more children at once than MaxConcurrency', async () => {
    let [running, most] = [0, 0]
    const { seconds } = await runSmall(
      map({ MaxConcurrency: 3 }),
      { list: 'l' },
      {
        objects: listed([1, 2, 3, 4, 5, 6, 7]),
        functions: {
          async work(_, __, sleep) {
            most = Math.max(most, ++running)
            await sleep(10)
            running--
            return null
          },
        },
      },
    )
    expect([most, seconds]).toEqual([3, 30])
  })

  it('knows in its children none of the variables outside', async () => {
    const inner = {
      ...distributed,
      StartAt: 'In',
      States: { In: { Type: 'Pass', Output: '{% $outside %}', End: true } },
    } as const
    const { failure } = await runSmall({
      Set: { Type: 'Pass', Assign: { outside: 1 }, Next: 'Map' },
      Map: { Type: 'Map', Items: [1], ItemProcessor: inner, End: true },
    })
    expect(failure?.error).toBe('States.ExceedToleratedFailureThreshold')
  })

  it.each([
    [{}, 'FAILED'],
    [{ ToleratedFailurePercentage: 25 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 24 }, 'FAILED'],
    [{ ToleratedFailureCount: 1 }, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 1, ToleratedFailurePercentage: 20 }, 'FAILED'],
  ])('with one of four items that fails and %j is %s', async (tolerance, status) => {
    const run = await runSmall(
      map(tolerance),
      { list: 'l' },
      {
        objects: listed([1, 2, 3, 4]),
        functions: {
          work: (n) => {
            if (n === 3) throw new Thrown('Bad')
            return n
          },
        },
      },
    )
    expect(run.status).toBe(status)
    if (status === 'FAILED') expect(run.failure?.error).toBe('States.ExceedToleratedFailureThreshold')
    else expect(run.output).toEqual([1, 2, 4])
  })

  it('starts no child after the failure that it does not tolerate', async () => {
    const begun: unknown[] = []
    await runSmall(
      map({ MaxConcurrency: 1 }),
      { list: 'l' },
      {
        objects: listed([1, 2, 3, 4]),
        functions: {
          work: (n) => {
            begun.push(n)
            if (n === 2) throw new Thrown('Bad')
            return n
          },
        },
      },
    )
    expect(begun).toEqual([1, 2])
  })

  it('exports what came of its children and gives only the place', async () => {
    const objects = listed([1, 2])
    const ResultWriter = {
      Arguments: { Bucket: 'b', Prefix: 'maps/x' },
      WriterConfig: { OutputType: 'JSON', Transformation: 'COMPACT' },
    }
    const { output } = await runSmall(
      map({ ResultWriter }),
      { list: 'l' },
      { objects, functions: { work: (n) => ({ done: n }) } },
    )
    expect(output).toMatchObject({
      ResultWriterDetails: { Bucket: 'b', Key: expect.stringMatching(/^maps\/x\/[0-9a-f-]+\/manifest\.json$/) },
    })
    const [written] = [...objects]
      .filter(([key]) => key.endsWith('SUCCEEDED_0.json'))
      .map(([, text]) => JSON.parse(text))
    expect(written).toEqual([{ done: 1 }, { done: 2 }])
  })

  it('goes on with what had not finished when its execution is redriven, with the variables of before', async () => {
    const begun: unknown[] = []
    const engine = smallEngine(
      {
        Set: { Type: 'Pass', Assign: { kept: 'yes' }, Next: 'Map' },
        Map: { ...map({ MaxConcurrency: 1, End: undefined, Next: 'Told' }).Map! },
        Told: { Type: 'Pass', Output: ['{% $states.input %}', '{% $kept %}'], End: true },
      },
      {
        objects: listed([1, 2, 3]),
        functions: {
          work: (n) => {
            begun.push(n)
            if (begun.length === 2) throw new Thrown('Bad')
            return n
          },
        },
      },
    )
    const execution = engine.start(machineArn, { list: 'l' })
    await execution.done
    expect(execution.status).toBe('FAILED')
    execution.redrive()
    await execution.done
    expect([execution.status, execution.output, execution.redriveCount]).toEqual(['SUCCEEDED', [[1, 2, 3], 'yes'], 1])
    expect(begun).toEqual([1, 2, 2, 3])
  })
})
