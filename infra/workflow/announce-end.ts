import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { detailTypes } from '../announcements.ts'
import { announce } from './announce.ts'
import { expression } from './states.ts'

/** What all events of a nightly masking are about. */
export interface EventAbout {
  readonly maskingName: string
  /** The schema that testers use. */
  readonly staging: string
}

export interface EndProps {
  readonly about: EventAbout
  /** JSONata for the ARN of this run's Refresh. */
  readonly refreshArn: string
  readonly next: IChainable
}

/** Tells how a run ended, as soon as its record is written: a redrive is possible for as long as the event says. */
export function announceEnd(scope: Construct, { about, refreshArn, next }: EndProps) {
  return announce(scope, 'Announce end', {
    detailType: detailTypes.run,
    detail: {
      ...{ run: expression('$runId'), outcome: expression('$outcome'), execution: expression('$execution') },
      stack: about.maskingName,
      staging: expression(`$dataset = null ? '${about.staging}' : $dataset.schema`),
      record: expression("$record = null ? 'none' : $record"),
      sentence: expression("$sentence = null ? 'Staging has a new generation.' : $sentence"),
      redriveUntil: expression('$redriveUntil'),
      subject: expression(`'nightmask, ${about.maskingName}: run ' & $runId & ' ended as ' & $outcome & '.'`),
      advice: expression(
        `$redriveUntil != null ? 'Until ' & $redriveUntil & ' it can be redriven where it failed: aws stepfunctions redrive-execution --execution-arn ' & ${refreshArn} : $outcome = 'published' ? 'Nothing is to be done.' : 'Nothing waits for a redrive: start a night when the cause is mended, or let the next one try.'`,
      ),
    },
    next,
  })
}

/** Tells that a night did not begin because nights are held, and why. */
export function announceHeld(scope: Construct, about: EventAbout, next: IChainable) {
  return announce(scope, 'Announce held', {
    detailType: detailTypes.run,
    detail: {
      ...{ run: expression('$runId'), outcome: 'held', execution: expression('$execution') },
      ...{ stack: about.maskingName, staging: about.staging, record: 'none', redriveUntil: null },
      sentence: expression("'Nights are held: ' & $lock.hold.reason"),
      subject: expression(`'nightmask, ${about.maskingName}: run ' & $runId & ' did not begin.'`),
      advice: 'Nights begin again when runs/hold.json is deleted from the artifacts bucket.',
    },
    next,
  })
}

/** Tells what became of a rollback. */
export function announceRollback(scope: Construct, about: EventAbout, next: IChainable) {
  return announce(scope, 'Announce rollback', {
    detailType: detailTypes.rollback,
    detail: {
      ...{ rollback: expression('$runId'), outcome: expression('$outcome'), execution: expression('$execution') },
      ...{ stack: about.maskingName, staging: about.staging, reason: expression('$reason') },
      // Of runs; null where nobody could look.
      from: expression('$before = null ? null : $before.serves.runId'),
      to: expression('$after = null ? null : $after.serves.runId'),
      record: expression("$record = null ? 'none' : $record"),
      sentence: expression("$sentence = null ? 'Staging serves the generation before.' : $sentence"),
      subject: expression(`'nightmask, ${about.maskingName}: rollback ' & $runId & ' ended as ' & $outcome & '.'`),
      advice: expression(
        "$outcome = 'rolled-back' ? 'The next night publishes as always: hold the nights until the cause is mended.' : 'Staging was left as the record says.'",
      ),
    },
    next,
  })
}
