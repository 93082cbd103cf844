import aslValidator from 'asl-validator'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { mostHours } from '../../shared/config/deploy.ts'
import { pipeline } from '../../shared/pipeline.ts'
import { live, withRdsSource } from './projects.ts'
import { type Json, synthesise } from './synthesise.ts'

const aurora = synthesise()
const variants = { aurora, rds: synthesise({ project: withRdsSource }), live: synthesise({ project: live }) }
const night: Json = aurora.definition('Night')
const refresh: Json = aurora.definition('Refresh')
const workflows: Json[] = unlike(
  Object.values(variants).flatMap((stack) =>
    (['Night', 'Refresh', 'Sweep', 'Rollback', 'Preflight'] as const).map((name) => stack.definition(name)),
  ),
)

describe('the workflows as synthesised', () => {
  it('take the steps of shared/pipeline.ts in their order, whether a clone is read or the live source', () => {
    const steps = pipeline.map(({ step }) => step)
    for (const way of ['Survey', 'Survey and snapshot']) {
      const taken = [
        ...namesAlong(refresh, { 'Clone or live': way, ...(way === 'Survey' ? { 'Still to read?': 'Snapshot' } : {}) }),
        ...namesAlong(night, { 'Clone?': 'Refresh' }),
      ]
      const named = taken.flatMap((name) => words(name).filter((word) => steps.some((step) => step === word)))
      expect([...new Set(named)]).toEqual(steps)
      expect(named).toEqual([...named].sort((a, b) => steps.indexOf(a as never) - steps.indexOf(b as never)))
    }
  })

  it('are accepted by asl-validator, and every expression of theirs is JSONata', () => {
    for (const definition of [...workflows.slice(0, 5), variants.rds.definition('Night')]) {
      const { isValid, errorsText } = aslValidator(definition, { checkPaths: false })
      expect(isValid, errorsText?.('\n')).toBe(true)
    }
    for (const expression of expressionsIn(workflows)) expect(() => jsonata(expression), expression).not.toThrow()
  })

  it('read no variable that no state has assigned', () => {
    for (const definition of workflows) {
      const assigned = new Set(statesIn(definition).flatMap(([, state]) => assignedBy(state)))
      const known = (name: string) => assigned.has(name) || name === 'states' || builtIn.has(name)
      const bound = (text: string) => new Set([...text.matchAll(/function\(\$(\w+)\)/g)].map(([, name]) => name))
      for (const text of expressionsIn(definition)) {
        const read = [...text.matchAll(/\$([A-Za-z]\w*)/g)].map(([, name]) => name!)
        expect(read.filter((name) => !known(name) && !bound(text).has(name))).toEqual([])
      }
    }
  })
})

describe('failures', () => {
  it('of any state before and in Refresh lead to the audit record, and from there to clean-up', () => {
    // Not of a run that has begun, or after its record.
    const outside = [
      ...['Describe holder', 'Announce held', 'Announce end', 'Announce preflight', 'Look at source'],
      ...['Ask functions', 'Ring test alarm'],
    ]
    const cleaning = ['Drop shadow', 'Delete clone instance', 'Delete clone cluster', 'End']
    const tasks = statesIn(night).filter(([name, { Type }]) => Type === 'Task' && !cleaning.includes(name))
    for (const [name, state] of tasks.filter(([name]) => !isTrial(name) && ![...outside, 'Audit'].includes(name))) {
      const handler = state.Catch?.find(({ ErrorEquals }: Json) => ErrorEquals.includes('States.ALL'))
      expect(handler, name).toBeDefined()
      expect([...reachable(night, handler.Next)], name).toEqual(
        expect.arrayContaining(['Audit', ...cleaning, 'Failed']),
      )
    }
    expect(reachable(night, night.States.Audit.Catch[0].Next)).toContain('End')
  })

  it('of any kind are caught by the last catcher of a state, or Step Functions refuses the workflow', () => {
    for (const [name, { Catch = [] }] of workflows.flatMap(statesIn))
      for (const { ErrorEquals } of Catch.slice(0, -1)) expect(ErrorEquals, name).not.toContain('States.ALL')
  })

  it('end Refresh where they happened, so that a redrive continues there', () => {
    expect(statesIn(refresh).filter(([name, { Catch }]) => Catch && !isTrial(name))).toEqual([])
  })

  it('that cannot pass are never tried again; those that can are, with jitter', () => {
    const retries = workflows.flatMap(statesIn).flatMap(([, { Retry = [] }]) => Retry)
    const hopeless = ['Usage', 'Uncovered', 'Refused', 'UnsafeTarget', 'Interrupted', 'States.ALL']
    for (const { ErrorEquals, JitterStrategy, MaxAttempts } of retries) {
      expect(hopeless.filter((kind) => ErrorEquals.includes(kind))).toEqual([])
      if (MaxAttempts > 0) expect(JitterStrategy).toBe('FULL')
    }
    const lambdas = workflows.flatMap(statesIn).filter(([, { Resource }]) => Resource?.endsWith(':lambda:invoke'))
    for (const [name, { Retry }] of lambdas)
      expect(JSON.stringify(Retry), name).toContain('Lambda.TooManyRequestsException')
  })

  it('are tried again in every state of Refresh: each may be repeated', () => {
    const calls = statesIn(refresh).filter(([name, { Type }]) => Type === 'Task' && !isTrial(name))
    expect(calls.length).toBeGreaterThan(12)
    for (const [name, { Retry }] of calls) expect(JSON.stringify(Retry), name).toContain('"Failed"')
  })
})

describe('the maps', () => {
  const maps = statesIn(refresh).filter(([name, { ItemReader }]) => ItemReader && !isTrial(name))

  it('read their chunks from S3, batch them, write their results and are bound by deploy.readers and deploy.writers', () => {
    expect(Object.fromEntries(maps.map(([name, { MaxConcurrency }]) => [name, MaxConcurrency]))).toEqual({
      Survey: 8,
      Snapshot: 8,
      'Restore rows': 2,
      'Restore indexes': 2,
      'Verify rows': 8,
    })
    for (const [, { ItemReader, ItemBatcher, ResultWriter, ItemProcessor }] of maps) {
      expect(ItemReader.Arguments.Key).toMatch(/lists\/(chunks|tables)\.json/)
      expect(ItemBatcher.BatchInput).toEqual({ run: '{% $run %}' })
      expect(ResultWriter.Arguments.Prefix).toContain("'runs/' & $run.runId & '/maps/")
      expect(ItemProcessor.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' })
    }
  })

  it('read and load side by side, each in a branch of its own, and only a loader waits for what is not there yet', () => {
    const branches = refresh.States['Read and load'].Branches.map((branch: Json) => Object.keys(branch.States))
    expect(branches).toEqual([
      expect.arrayContaining(['Snapshot', 'Snapshot confirm', 'Snapshot merge']),
      ['Restore rows'],
    ])
    const waiting = statesIn(refresh).filter(([, { Retry = [] }]) => JSON.stringify(Retry).includes('NotYet'))
    expect(waiting.map(([name]) => name)).toEqual(['Restore rows batch'])
  })

  it('hand out batches that a state can take, and try no call so often that its history is full', () => {
    const longest = synthesise({
      project: (read) => ({ ...read, deploy: { ...read.deploy, longest_hours: mostHours } }),
    })
    const maps = statesIn(longest.definition('Refresh')).filter(([, { ItemReader }]) => ItemReader)
    for (const [name, { ItemBatcher, ItemProcessor }] of maps) {
      // 256 KiB, and the run beside the items.
      expect(ItemBatcher.MaxInputBytesPerBatch, name).toBeLessThan(200 * 1024)
      const tries = statesIn(ItemProcessor).flatMap(([, { Retry = [] }]) => Retry)
      const attempts = tries.reduce((sum: number, { MaxAttempts = 3 }: Json) => sum + MaxAttempts, 1)
      // Scheduled, started, failed, waited for, and the ends.
      expect(attempts * 5 + 10, name).toBeLessThan(25_000)
    }
  })
})

/** Of a preflight, whose failures are findings and are told. */
function isTrial(name: string): boolean {
  return name.startsWith('Try ')
}

function unlike(values: Json[]): Json[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))].map((text) => JSON.parse(text))
}

/** Names of states on the way of success, with the choices given and the last branch elsewhere. */
function namesAlong({ StartAt, States }: Json, choices: Record<string, string>): string[] {
  const names: string[] = []
  for (let name = StartAt; name && !names.includes(name); ) {
    names.push(name)
    const state = States[name]
    names.push(...(state.Branches ?? []).flatMap((branch: Json) => namesAlong(branch, choices)))
    const chosen = choices[name] ?? (name === 'Lock taken?' ? state.Choices?.[0].Next : state.Default)
    name = state.Type === 'Choice' ? chosen : state.Next
  }
  return names
}

function reachable({ States }: Json, from: string): Set<string> {
  const seen = new Set<string>()
  const visit = (name: string | undefined) => {
    if (!name || seen.has(name)) return
    seen.add(name)
    const { Next, Default, Choices = [], Catch = [] } = States[name]
    for (const next of [Next, Default, ...[...Choices, ...Catch].map((branch: Json) => branch.Next)]) visit(next)
  }
  visit(from)
  return seen
}

function statesIn(definition: Json): [string, Json][] {
  return Object.entries<Json>(definition.States).flatMap(([name, state]) => [
    [name, state] as [string, Json],
    ...(state.ItemProcessor ? statesIn(state.ItemProcessor) : []),
    ...(state.Branches ?? []).flatMap(statesIn),
  ])
}

function assignedBy({ Assign = {}, Catch = [] }: Json): string[] {
  return [...Object.keys(Assign), ...Catch.flatMap(assignedBy)]
}

function expressionsIn(definition: Json): string[] {
  return [...JSON.stringify(definition).matchAll(/"\{% ((?:[^"\\]|\\.)*?) %\}"/g)].map(([, text]) =>
    JSON.parse(`"${text}"`),
  )
}

function words(name: string): string[] {
  return name.toLowerCase().split(/\W+/)
}

const builtIn = new Set(
  'exists replace keys sift toMillis fromMillis parse millis now error reverse not string count append contains join substring'.split(
    ' ',
  ),
)
