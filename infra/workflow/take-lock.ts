import { Choice, Condition, type IChainable } from 'aws-cdk-lib/aws-stepfunctions'
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { MaskingFunction } from '../masking-function.ts'
import { call, callApi, catchInto, expression } from './states.ts'

export interface LockStates {
  readonly begin: MaskingFunction
  /** ARN patterns of the executions that may have the lock. */
  readonly executionArns: readonly string[]
  /** JSONata: whether a hold of the nights is no matter. */
  readonly despiteHold: string
  readonly failed: IChainable
  /** Another execution has the lock, `$lock.holder`, or has begun this very run. */
  readonly taken: IChainable
  /** Nights are held, for `$lock.hold.reason`; not where `despiteHold` is true. */
  readonly held: IChainable | null
  readonly next: IChainable
}

const acquired = Condition.jsonata(expression("$lock.lock = 'acquired'"))

/**
 * One run or rollback at a time on these artifacts, and one run for each night. A lock whose execution has ended without giving it back
 * (it was aborted) is taken over.
 */
export function takeLock(scope: Construct, props: LockStates): LambdaInvoke {
  const { begin, executionArns, despiteHold, failed, taken, held, next } = props
  const ask = (name: string, takeOverFrom: string | null) =>
    catchInto(
      call(
        scope,
        name,
        begin,
        {
          ...{ runId: expression('$runId'), execution: expression('$execution'), takeOverFrom },
          ...{ startedAt: expression('$startedAt'), dataset: expression('$dataset = null ? null : $dataset.name') },
          despiteHold: expression(despiteHold),
        },
        { assign: { lock: expression('$states.result.Payload'), code: expression('$states.result.Payload.code') } },
      ),
      failed,
    )
  const takeOver = ask('Begin by taking over', expression('$lock.holder'))
  const holder = callApi(scope, 'Describe holder', {
    ...{ service: 'sfn', action: 'describeExecution', iamResources: [...executionArns] },
    parameters: { ExecutionArn: expression('$lock.holder') },
    assign: { status: expression('$states.result.Status') },
  })
  // An execution that nobody knows any more has ended long ago.
  holder.addCatch(takeOver, { outputs: {} })
  holder.next(
    Choice.jsonata(scope, 'Holder at work?')
      .when(Condition.jsonata(expression("$status = 'RUNNING' or $status = 'PENDING_REDRIVE'")), taken)
      .otherwise(takeOver),
  )
  takeOver.next(Choice.jsonata(scope, 'Taken over?').when(acquired, next).otherwise(taken))
  const first = ask('Begin', null)
  const decide = Choice.jsonata(scope, 'Lock taken?')
    .when(acquired, next)
    .when(Condition.jsonata(expression("$lock.lock = 'held'")), holder)
  if (held) decide.when(Condition.jsonata(expression("$lock.lock = 'on-hold'")), held)
  first.next(decide.otherwise(taken))
  return first
}
