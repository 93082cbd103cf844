import { randomUUID } from 'node:crypto'
import type { Json, MapState, Template } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { type Frame, namesOf, type Visit } from './frame.ts'
import { readItems, writeResults } from './map-objects.ts'
import type { RunStates } from './run-parallel.ts'
import { Scope } from './scope.ts'
import { StateError } from './state-error.ts'

/** What became of one iteration or child execution. */
export interface ChildResult {
  readonly input: Json
  readonly output: Json | null
  readonly failure: StateError | null
}

/** Runs the item processor for each item or batch, inline or in child executions that know none of the variables outside. */
export async function runMap(state: MapState, visit: Visit, run: RunStates): Promise<Json> {
  const distributed = state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED'
  const { inputs, itemsIn } = await inputsOf(state, visit)
  const results: ChildResult[] = []
  const limit = await toleranceOf(state, visit, itemsIn(inputs))
  const failure = new AbortController()
  const signal = AbortSignal.any([visit.frame.signal, failure.signal])
  const finished = distributed && visit.retryCount === 0 ? visit.frame.finished(visit.name) : new Map<number, Json>()
  let failedItems = 0

  const child = async (input: Json, index: number): Promise<void> => {
    const frame = distributed
      ? childExecution(visit.frame, signal, input, state)
      : iteration(visit.frame, signal, index)
    try {
      const output = finished.get(index) ?? (await run(state.ItemProcessor, input, frame))
      finished.set(index, output)
      results[index] = { input, output, failure: null }
    } catch (error) {
      if (!(error instanceof StateError)) throw error
      results[index] = { input, output: null, failure: error }
      failedItems += itemsIn([input])
      if (failedItems > limit) throw error
    }
  }

  const concurrency = await numberOf(state.MaxConcurrency, visit, 'MaxConcurrency', 0)
  const error = await inPool(inputs, concurrency === 0 ? inputs.length : concurrency, child).catch((failed) => failed)
  failure.abort()
  visit.frame.signal.throwIfAborted()
  if (error && !(error instanceof StateError)) throw error
  const written = await writeResults(state, visit, results.filter(Boolean))
  if (error instanceof StateError)
    throw distributed
      ? new StateError(
          'States.ExceedToleratedFailureThreshold',
          'The specified tolerated failure threshold was exceeded',
        )
      : error
  return written ?? results.flatMap(({ output, failure }) => (failure ? [] : [output]))
}

async function inputsOf(
  state: MapState,
  visit: Visit,
): Promise<{ inputs: Json[]; itemsIn(inputs: readonly Json[]): number }> {
  const names = namesOf(visit)
  const items = state.ItemReader
    ? await readItems(state.ItemReader, visit)
    : state.Items === undefined
      ? visit.input
      : await evaluate(state.Items, names, `Items of ${visit.name}`)
  if (!Array.isArray(items)) throw new StateError('States.QueryEvaluationError', `Items of ${visit.name} are no array`)
  const selected = await Promise.all(items.map((item: Json, index) => select(state, visit, item, index)))
  if (!state.ItemBatcher) return { inputs: selected, itemsIn: (inputs) => inputs.length }
  const size = await numberOf(state.ItemBatcher.MaxItemsPerBatch, visit, 'MaxItemsPerBatch', selected.length)
  const batchInput = state.ItemBatcher.BatchInput
  const shared: Record<string, Json> =
    batchInput === undefined ? {} : { BatchInput: await evaluate(batchInput, names, `BatchInput of ${visit.name}`) }
  const inputs: Json[] = []
  for (let at = 0; at < selected.length; at += size) inputs.push({ ...shared, Items: selected.slice(at, at + size) })
  return {
    inputs,
    itemsIn: (some) => some.reduce<number>((sum, batch) => sum + (batch as { Items: Json[] }).Items.length, 0),
  }
}

async function select(state: MapState, visit: Visit, item: Json, index: number): Promise<Json> {
  if (state.ItemSelector === undefined) return item
  const context = { ...visit.frame.context, Map: { Item: { Index: index, Value: item } } }
  return evaluate(
    state.ItemSelector,
    namesOf({ ...visit, frame: { ...visit.frame, context } }),
    `ItemSelector of ${visit.name}`,
  )
}

/** Items that may fail; none unless the state says so. */
async function toleranceOf(state: MapState, visit: Visit, items: number): Promise<number> {
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state
  const byCount = await numberOf(count, visit, 'ToleratedFailureCount', percentage === undefined ? 0 : items)
  const byShare = await numberOf(percentage, visit, 'ToleratedFailurePercentage', count === undefined ? 0 : 100)
  return Math.min(byCount, (items * byShare) / 100)
}

async function numberOf(
  template: Template | undefined,
  visit: Visit,
  field: string,
  otherwise: number,
): Promise<number> {
  if (template === undefined) return otherwise
  const value = await evaluate(template, namesOf(visit), `${field} of ${visit.name}`)
  if (typeof value === 'number') return value
  throw new StateError('States.QueryEvaluationError', `${field} of ${visit.name} is no number`)
}

async function inPool(
  inputs: readonly Json[],
  size: number,
  work: (input: Json, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  let failed = false
  const lanes = Array.from({ length: Math.min(size, inputs.length) }, async () => {
    for (let index = next++; index < inputs.length && !failed; index = next++)
      await work(inputs[index]!, index).catch((error) => {
        failed = true
        throw error
      })
  })
  await Promise.all(lanes)
}

function iteration(frame: Frame, signal: AbortSignal, index: number): Frame {
  const context = { ...frame.context, Map: { Item: { Index: index } } }
  return { ...frame, signal, context, scope: new Scope(frame.scope) }
}

/** An execution of its own: no variables, and what it enters is not in the parent's history. */
function childExecution(frame: Frame, signal: AbortSignal, input: Json, state: MapState): Frame {
  const parent = frame.context.Execution as { Id: string }
  const Name = randomUUID()
  const Id = `${parent.Id}/${state.Label ?? 'map'}:${Name}`
  const Execution = { Id, Name, Input: input, StartTime: frame.world.clock.now().toISOString() }
  const context = { ...frame.context, Execution }
  return {
    ...frame,
    signal,
    context,
    scope: new Scope(),
    isChild: true,
    finished: () => new Map(),
    branches: () => new Map(),
  }
}
