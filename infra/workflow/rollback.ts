import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Chain, Choice, Condition, Fail, Pass, type State, Succeed } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import type { MaskingFunction } from '../masking-function.ts'
import { call, expression, failure } from './states.ts'
import { Workflow } from './workflow.ts'

export interface RollbackProps {
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  readonly logKey: IKey
}

/**
 * Looks at staging, makes sure of a record, brings the previous generation back, looks again, records. Input: { reason }, or {}. What
 * changes staging has no key to sign with, and what signs cannot reach staging.
 */
export class Rollback extends Workflow {
  constructor(scope: Construct, id: string, props: RollbackProps) {
    super(scope, id, { start: (within) => states(within, props), key: props.logKey })
  }
}

// As functions know a run; a rollback has no source and signs with the key that is current.
const run = {
  runId: expression('$rollbackId'),
  startedAt: expression('$startedAt'),
  keyVersions: { pseudonyms: null, originals: null },
  source: { mode: 'live', secret: 'none', host: null, port: null },
  dataset: null,
}

function states(scope: Construct, { functions }: RollbackProps): State {
  const outcome = Choice.jsonata(scope, 'Rolled back?')
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
  const record = call(
    scope,
    'Record',
    functions.record,
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
  record.next(outcome)
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
  const ready = call(scope, 'Ready records', functions.ready, { run, abandoned: null, serves: null })
  const settle = Pass.jsonata(scope, 'Settle', { assign: settled, outputs: {} })
  Chain.start(settle)
    .next(look(scope, 'Look at staging', functions.serving, 'before'))
    .next(ready)
    .next(change)
  return settle
}

const context = '$states.context.Execution'
const settled = {
  rollbackId: expression(`'rollback-' & $replace(${context}.StartTime, /[^0-9]/, '')`),
  startedAt: expression(`${context}.StartTime`),
  execution: expression(`${context}.Id`),
  reason: expression('$exists($states.input.reason) ? $string($states.input.reason) : null'),
  ...{ before: null, after: null, report: null, failure: null, outcome: 'failed', record: null, sentence: null },
}

const endingJsonata = "{ 'rollback': $rollbackId, 'outcome': $outcome, 'audit': $record, 'failure': $sentence }"
const ending = expression(endingJsonata)

function look(scope: Construct, name: string, serving: MaskingFunction, variable: 'before' | 'after') {
  return call(scope, name, serving, {}, { assign: { [variable]: expression('$states.result.Payload') } })
}
