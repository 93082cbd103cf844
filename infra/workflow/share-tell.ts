import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { detailTypes } from '../announcements.ts'
import { announce } from './announce.ts'
import type { EventAbout } from './announce-end.ts'
import { expression } from './states.ts'

export interface Told {
  readonly about: EventAbout
  readonly outcome: 'shared' | 'not-shared'
  readonly sentence: string
  readonly next: IChainable
}

const advice = {
  shared: 'Nothing is to be done.',
  'not-shared': 'Staging serves all the same. Start this workflow again with the same run when the cause is mended.',
}

/** Tells what became of a snapshot, as the ends of runs are told; what follows, follows whether or not it could be. */
export function tellShared(scope: Construct, name: string, { about, outcome, sentence, next }: Told) {
  return announce(scope, name, {
    detailType: detailTypes.share,
    detail: {
      ...{ run: expression('$runId'), outcome, sentence, snapshot: expression('$masked'), record: 'none' },
      ...{ stack: about.maskingName, staging: about.staging, execution: expression('$states.context.Execution.Id') },
      subject: expression(`'nightmask, ${about.maskingName}: run ' & $runId & ' is ${outcome}.'`),
      advice: advice[outcome],
    },
    next,
  })
}
