import { Duration } from 'aws-cdk-lib'
import { Choice, Condition, Pass, type State, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { sentenceOf } from './announce.ts'
import { announceEnd, type EventAbout } from './announce-end.ts'
import { type CleanUpProps, cleanUp } from './clean-up.ts'
import { call, callApi, expression, seenNow } from './states.ts'

export interface AftermathProps extends CleanUpProps {
  /** ARN pattern of all executions of Night and Refresh. */
  readonly executionArns: readonly string[]
  /** JSONata for the ARN of this run's Refresh. */
  readonly refreshArn: string
  /** What its event is about. */
  readonly about: EventAbout
  /** How long a failed run waits to be redriven, 0 for not at all. */
  readonly redriveMinutes: number
}

/** Where the workflow goes on after its work, well or badly done. */
export interface Aftermath {
  readonly refreshed: State
  readonly refreshFailed: State
  readonly failedBefore: State
}

// Another policy, a fixed leak or another target is another run: these are not redriven.
const final = "['Usage', 'Uncovered', 'Refused', 'UnsafeTarget']"

// Whoever asked for a dataset waits for an answer, and asks again.
function redriveUntil(minutes: number): string | null {
  if (minutes === 0) return null
  const mayPass = `$failure != null and $dataset = null and $historyOf != $execution and $not($failure.error in ${final})`
  return expression(`${mayPass} ? $fromMillis($millis() + ${minutes * 60_000}) : null`)
}

/** History, audit record, the wait for a redrive, clean-up. */
export function aftermath(scope: Construct, props: AftermathProps): Aftermath {
  const { functions, run, redriveMinutes, refreshArn, executionArns, about } = props
  const clean = cleanUp(scope, props)
  const decide = Choice.jsonata(scope, 'Wait for redrive?')
  const told = Pass.jsonata(scope, 'Settle end', {
    assign: { redriveUntil: redriveUntil(redriveMinutes) },
    outputs: {},
  })
  told.next(announceEnd(scope, { about, refreshArn, next: decide }))
  const audit = call(
    scope,
    'Audit',
    functions.audit,
    {
      ...{ run, failure: expression('$failure'), entered: expression('$entered') },
      ...{ execution: expression('$execution'), serves: expression('$serves') },
    },
    {
      assign: {
        audited: expression('$redrives'),
        // A map or a build tells the workflow only that it failed.
        failure: expression(
          "$failure = null ? null : { 'error': $states.result.Payload.kind, 'cause': $failure.cause }",
        ),
        outcome: expression('$states.result.Payload.outcome'),
        record: expression('$states.result.Payload.record'),
        sentence: expression('$states.result.Payload.failure'),
      },
    },
  )
  audit.addCatch(told, { assign: unaudited, outputs: {} })
  audit.next(told)
  const read = call(scope, 'Read staging', functions.serving, { run }, { assign: { serves: seenNow } })
  // The record says then that nobody could look.
  read.addCatch(audit, { assign: { serves: null }, outputs: {} })
  read.next(audit)
  const history = callApi(scope, 'History', {
    ...{ service: 'sfn', action: 'getExecutionHistory', iamResources: [...executionArns] },
    parameters: {
      ExecutionArn: expression('$historyOf'),
      IncludeExecutionData: false,
      ReverseOrder: true,
      MaxResults: 250,
    },
    assign: { entered: expression(enteredJsonata) },
  })
  history.addCatch(read, { outputs: {} })
  history.next(read)
  const describe = callApi(scope, 'Describe refresh', {
    ...{ service: 'sfn', action: 'describeExecution', iamResources: [...executionArns] },
    parameters: { ExecutionArn: expression(refreshArn) },
    assign: {
      status: expression('$states.result.Status'),
      redrives: expression('$exists($states.result.RedriveCount) ? $states.result.RedriveCount : 0'),
      failure: expression(failureJsonata),
    },
  })
  // A Refresh that could not be started, or that nobody can see, is not waited for: its failure is the one that Night met.
  describe.addCatch(history, { assign: { historyOf: expression('$execution') }, outputs: {} })
  describe.next(
    Choice.jsonata(scope, 'Refresh ended?')
      .when(
        Condition.jsonata(expression("$status = 'RUNNING' or $status = 'PENDING_REDRIVE'")),
        Wait.jsonata(scope, 'Wait for Refresh', { time: WaitTime.duration(Duration.minutes(1)) }).next(describe),
      )
      .when(Condition.jsonata(expression('$audited = $redrives')), clean)
      .otherwise(history),
  )
  if (redriveMinutes > 0)
    decide.when(
      Condition.jsonata(expression('$redriveUntil != null')),
      Wait.jsonata(scope, 'Wait for redrive', { time: WaitTime.timestamp(expression('$redriveUntil')) }).next(describe),
    )
  decide.when(Condition.jsonata(expression('true')), clean).otherwise(clean)
  const refreshed = Pass.jsonata(scope, 'Refreshed', { assign: { historyOf: expression(refreshArn) }, outputs: {} })
  const refreshFailed = Pass.jsonata(scope, 'Refresh failed', {
    assign: { historyOf: expression(refreshArn) },
    outputs: {},
  })
  refreshed.next(history)
  refreshFailed.next(describe)
  return { refreshed, refreshFailed, failedBefore: history }
}

// Without an audit record a run has not succeeded, whatever it did.
const unaudited = {
  audited: expression('$redrives'),
  failure: expression(
    "$failure = null ? { 'error': $states.errorOutput.Error, 'cause': $string($states.errorOutput.Cause) } : $failure",
  ),
  sentence: expression(
    `'The audit record could not be written: ' & ${sentenceOf("{ 'cause': $string($states.errorOutput.Cause) }")}`,
  ),
  // A Refresh that has published is not redriven, so nobody waits for it.
  historyOf: expression('$failure = null ? $execution : $historyOf'),
}

const enteredJsonata =
  "[$reverse($states.result.Events[$exists(StateEnteredEventDetails)]).{ 'state': StateEnteredEventDetails.Name, 'at': Timestamp }]"

const failureJsonata =
  "$states.result.Status in ['FAILED', 'TIMED_OUT', 'ABORTED'] ? { 'error': $exists($states.result.Error) ? $states.result.Error : $states.result.Status, 'cause': $exists($states.result.Cause) ? $states.result.Cause : '' } : null"
