import type { Json, TaskState } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { namesOf, type Visit } from './frame.ts'
import { StateError, withinLimit } from './state-error.ts'

/** Does the work of a Task, for as long as its TimeoutSeconds allow. What runs on after that is not waited for. */
export async function runTask(state: TaskState, visit: Visit): Promise<Json> {
  const { world, signal } = visit.frame
  const names = namesOf(visit)
  const args = withinLimit(
    await evaluate(state.Arguments ?? {}, names, `Arguments of ${visit.name}`),
    `Arguments of ${visit.name}`,
  )
  const seconds = await evaluate(state.TimeoutSeconds ?? null, names, `TimeoutSeconds of ${visit.name}`)
  const over = new AbortController()
  const work = world.task(state.Resource, args, { state: visit.name, signal: AbortSignal.any([signal, over.signal]) })
  work.catch(() => undefined)
  try {
    return await Promise.race([work, ...(typeof seconds === 'number' ? [timeout(seconds)] : [])])
  } finally {
    over.abort()
  }

  async function timeout(limit: number): Promise<never> {
    await world.clock.sleep(limit, AbortSignal.any([signal, over.signal]))
    throw new StateError('States.Timeout', `${visit.name} ran for more than ${limit} seconds`)
  }
}
