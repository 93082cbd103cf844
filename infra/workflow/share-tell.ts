import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { announce } from './announce.ts'
import { expression } from './states.ts'

export interface Told {
  readonly maskingName: string
  readonly outcome: 'shared' | 'not-shared'
  readonly sentence: string
  readonly next: IChainable
}

/** An event on the account's bus of what became of a snapshot; what follows, follows whether or not it could be put. */
export function tellShared(scope: Construct, name: string, { maskingName, outcome, sentence, next }: Told) {
  const detail = { stack: maskingName, run: expression('$runId'), outcome, sentence, snapshot: expression('$masked') }
  return announce(scope, name, { detailType: 'nightmask snapshot shared', detail, next })
}
