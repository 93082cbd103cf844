import { type IChainable, TaskInput } from 'aws-cdk-lib/aws-stepfunctions'
import { EventBridgePutEvents } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { eventSource } from '../announcements.ts'
import { expression, passingApi } from './states.ts'

export interface Announcement {
  readonly detailType: string
  readonly detail: Record<string, unknown>
  /** Follows whether or not the event could be put. */
  readonly next: IChainable
}

/** Puts an event on the account's default bus: people and machines hear by rules what became of it, at once. */
export function announce(scope: Construct, name: string, { detailType, detail, next }: Announcement) {
  const state = EventBridgePutEvents.jsonata(scope, name, {
    entries: [{ source: eventSource, detailType, detail: TaskInput.fromObject(detail) }],
    outputs: {},
  })
  state.addRetry(passingApi)
  // The alarm on the execution itself is left then.
  state.addCatch(next, { outputs: {} })
  state.next(next)
  return state
}

/** JSONata for the sentence of a failure: a function wraps its own in JSON, and AWS has text. */
export function sentenceOf(failure: string): string {
  return `($contains(${failure}.cause, '"errorMessage"') ? $parse(${failure}.cause).errorMessage : ${failure}.cause)`
}

/** What may be told where no record could be written. */
export const unrecorded = (failure: string) => expression(sentenceOf(failure))
