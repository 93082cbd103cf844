import { Choice, Condition, type IChainable, Succeed } from 'aws-cdk-lib/aws-stepfunctions'
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { MaskingFunction } from '../masking-function.ts'
import { call, callApi, catchInto, expression } from './states.ts'

export interface LockStates {
  readonly begin: MaskingFunction
  /** ARN pattern of this workflow's executions. */
  readonly executionArns: string
  readonly failed: IChainable
  readonly next: IChainable
}

const acquired = Condition.jsonata(expression("$lock.lock = 'acquired'"))

/**
 * One run at a time on these artifacts, and one run for each night. A lock whose execution has ended without giving it back (it was
 * aborted) is taken over. Whoever does not get it ends well: the other run is the run of this night.
 */
export function takeLock(scope: Construct, { begin, executionArns, failed, next }: LockStates): LambdaInvoke {
  const skipped = Succeed.jsonata(scope, 'Skipped', {
    outputs: { outcome: 'skipped', holder: expression('$lock.holder') },
  })
  const ask = (name: string, takeOverFrom: string | null) =>
    catchInto(
      call(
        scope,
        name,
        begin,
        {
          ...{ runId: expression('$runId'), execution: expression('$execution'), takeOverFrom },
          ...{ startedAt: expression('$startedAt'), dataset: expression('$dataset = null ? null : $dataset.name') },
        },
        {
          assign: { lock: expression('$states.result.Payload') },
        },
      ),
      failed,
    )
  const takeOver = ask('Begin by taking over', expression('$lock.holder'))
  const holder = callApi(scope, 'Describe holder', {
    ...{ service: 'sfn', action: 'describeExecution', iamResources: [executionArns] },
    parameters: { ExecutionArn: expression('$lock.holder') },
    assign: { status: expression('$states.result.Status') },
  })
  // An execution that nobody knows any more has ended long ago.
  holder.addCatch(takeOver, { outputs: {} })
  holder.next(
    Choice.jsonata(scope, 'Holder at work?')
      .when(Condition.jsonata(expression("$status = 'RUNNING' or $status = 'PENDING_REDRIVE'")), skipped)
      .otherwise(takeOver),
  )
  takeOver.next(Choice.jsonata(scope, 'Taken over?').when(acquired, next).otherwise(skipped))
  const first = ask('Begin', null)
  first.next(
    Choice.jsonata(scope, 'Lock taken?')
      .when(acquired, next)
      .when(Condition.jsonata(expression("$lock.lock = 'held'")), holder)
      .otherwise(skipped),
  )
  return first
}
