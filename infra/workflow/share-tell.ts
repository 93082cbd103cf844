import { type IChainable, TaskInput } from 'aws-cdk-lib/aws-stepfunctions'
import { EventBridgePutEvents } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { expression, passingApi } from './states.ts'

export interface Told {
  readonly maskingName: string
  readonly outcome: 'shared' | 'not-shared'
  readonly sentence: string
  readonly next: IChainable
}

/** An event on the account's bus of what became of a snapshot; what follows, follows whether or not it could be put. */
export function tellShared(scope: Construct, name: string, { maskingName, outcome, sentence, next }: Told) {
  const detail = { stack: maskingName, run: expression('$runId'), outcome, sentence, snapshot: expression('$masked') }
  const state = EventBridgePutEvents.jsonata(scope, name, {
    entries: [{ source: 'nightmask', detailType: 'nightmask snapshot shared', detail: TaskInput.fromObject(detail) }],
    outputs: {},
  })
  state.addRetry(passingApi)
  state.addCatch(next, { outputs: {} })
  state.next(next)
  return state
}
