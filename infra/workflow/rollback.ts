import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Choice, Condition, Fail, Pass, type State, Succeed } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import type { MaskingFunction } from '../masking-function.ts'
import { unrecorded } from './announce.ts'
import { announceRollback, type EventAbout } from './announce-end.ts'
import { askedBy, looksAtExecutions, putsEvents, unlessPreflight } from './preflight-own.ts'
import { call, catchInto, expression, failure } from './states.ts'
import { takeLock } from './take-lock.ts'
import { Workflow } from './workflow.ts'

export interface RollbackProps {
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  readonly logKey: IKey
  readonly about: EventAbout
}

/**
 * Takes the lock of the artifacts, looks at staging, makes sure of a record, brings the previous generation back, looks again, records, gives
 * the lock back and tells. Input: { reason }, or {}; { preflight: { id } } tries its calls, and takes nothing back. What changes staging has no key to sign with, and what signs cannot reach staging.
 */
export class Rollback extends Workflow {
  constructor(scope: Construct, id: string, props: RollbackProps) {
    super(scope, id, { start: (within) => states(within, props), key: props.logKey })
  }
}

// As functions know a run; a rollback has no source and signs with the key that is current.
const run = {
  runId: expression('$runId'),
  startedAt: expression('$startedAt'),
  keyVersions: { pseudonyms: null, originals: null },
  source: { mode: 'live', secret: 'none', host: null, port: null },
  code: null,
  dataset: null,
}

function states(scope: Workflow, { functions, about }: RollbackProps): State {
  const ended = announceRollback(scope, about, outcome(scope))
  const end = call(scope, 'End', functions.end, { run, execution: expression('$execution') })
  end.addCatch(ended, { outputs: {} })
  end.next(ended)
  // Nothing was changed yet, or nothing can be recorded: the sentence is all that is left.
  const failed = Pass.jsonata(scope, 'Failed', { assign: { sentence: unrecorded('$failure') }, outputs: {} })
  failed.next(end)
  const record = catchInto(recording(scope, functions.record), failed)
  record.next(end)
  const again = look(scope, 'Look again', functions.serving, 'after')
  again.addCatch(record, { outputs: {} })
  again.next(record)
  const change = call(
    scope,
    'Roll back',
    functions.rollback,
    { startedAt: expression('$startedAt') },
    { assign: { report: expression('$states.result.Payload') } },
  )
  change.addCatch(again, { assign: { failure }, outputs: {} })
  change.next(again)
  const payload = { run, abandoned: expression('$lock.abandoned'), serves: expression('$before.serves') }
  const ready = catchInto(call(scope, 'Ready records', functions.ready, payload), failed)
  const before = catchInto(look(scope, 'Look at staging', functions.serving, 'before'), failed)
  before.next(ready).next(change)
  const unlocked = Pass.jsonata(scope, 'Not begun', { assign: { sentence: unrecorded('$failure') }, outputs: {} })
  unlocked.next(ended)
  const executionArns = [scope.executionArn('*'), scope.executionsOf('Night')]
  const lock = takeLock(scope, {
    ...{ begin: functions.begin, executionArns },
    // Who takes back a night means it; a hold is about new ones.
    ...{ despiteHold: 'true', held: null, failed: unlocked, taken: taken(scope, ended), next: before },
  })
  const settle = Pass.jsonata(scope, 'Settle', { assign: settled, outputs: {} })
  settle.next(lock)
  const trials = [
    ...askedBy(scope, 'Rollback', functions, ['begin', 'serving', 'ready', 'rollback', 'record', 'end']),
    ...looksAtExecutions(scope, 'Rollback', 'describeExecution', executionArns),
    putsEvents(scope, 'Rollback'),
  ]
  return unlessPreflight(scope, trials, settle)
}

function outcome(scope: Construct): State {
  return Choice.jsonata(scope, 'Rolled back?')
    .when(
      Condition.jsonata(expression("$outcome = 'rolled-back'")),
      Succeed.jsonata(scope, 'Rolled back', { outputs: ending }),
    )
    .otherwise(
      Fail.jsonata(scope, 'Not rolled back', {
        error: expression("$failure = null ? 'Failed' : $failure.error"),
        cause: expression(`$string(${endingJsonata})`),
      }),
    )
}

function taken(scope: Construct, next: State): State {
  const state = Pass.jsonata(scope, 'At work', {
    assign: {
      sentence: expression(
        "'A run is at work on this staging (execution ' & $lock.holder & '): nothing was rolled back. Wait for its end, or stop it, and start the rollback again.'",
      ),
    },
    outputs: {},
  })
  state.next(next)
  return state
}

function recording(scope: Construct, lambdaFunction: MaskingFunction) {
  return call(
    scope,
    'Record',
    lambdaFunction,
    {
      ...{ run, execution: expression('$execution'), reason: expression('$reason'), failure: expression('$failure') },
      ...{ report: expression('$report'), before: expression('$before'), after: expression('$after') },
    },
    {
      assign: {
        outcome: expression('$states.result.Payload.outcome'),
        record: expression('$states.result.Payload.record'),
        sentence: expression('$states.result.Payload.failure'),
      },
    },
  )
}

const context = '$states.context.Execution'
const settled = {
  runId: expression(`'rollback-' & $replace(${context}.StartTime, /[^0-9]/, '')`),
  startedAt: expression(`${context}.StartTime`),
  execution: expression(`${context}.Id`),
  reason: expression('$exists($states.input.reason) ? $string($states.input.reason) : null'),
  ...{ dataset: null, code: null },
  ...{ before: null, after: null, report: null, failure: null, outcome: 'failed', record: null, sentence: null },
}

const endingJsonata = "{ 'rollback': $runId, 'outcome': $outcome, 'audit': $record, 'failure': $sentence }"
const ending = expression(endingJsonata)

function look(scope: Construct, name: string, serving: MaskingFunction, variable: 'before' | 'after') {
  return call(scope, name, serving, {}, { assign: { [variable]: expression('$states.result.Payload') } })
}
