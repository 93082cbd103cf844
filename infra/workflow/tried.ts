import type { DistributedMap, State, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions'
import { sentenceOf } from './announce.ts'
import { expression } from './states.ts'

/** A state whose failure is a finding and ends nothing. */
export interface Tried {
  readonly state: TaskStateBase | DistributedMap
  /** JSONata for what is added to `$checks` when it fails. */
  readonly failed: string
}

/** One after the other, whatever becomes of each; then `next`. Returns the first. */
export function inTurn(tried: readonly Tried[], next: State): State {
  return tried.reduceRight<State>((after, { state, failed }) => {
    state.addCatch(after, { assign: { checks: expression(`$append($checks, [${failed}])`) }, outputs: {} })
    state.next(after)
    return state
  }, next)
}

/** JSONata for a check; `sentence` is JSONata too. */
export function checkOf(check: string, passed: string, sentence: string): string {
  return `{ 'check': '${check}', 'passed': ${passed}, 'sentence': ${sentence} }`
}

/** Within a Catch: what the state met, as text. */
export const metCause = "($exists($states.errorOutput.Cause) ? $string($states.errorOutput.Cause) : '')"

/** A failure that nobody expected. */
export function unexpected(check: string): string {
  const sentence = `$states.errorOutput.Error & ': ' & ${sentenceOf(`{ 'cause': ${metCause} }`)}`
  return checkOf(check, 'false', `$substring(${sentence}, 0, 600)`)
}
