import { Duration, Stack } from 'aws-cdk-lib'
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  JitterType,
  type State,
  Succeed,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import type { MaskingFunction } from '../masking-function.ts'
import { cloneId } from './clone-states.ts'
import type { Share } from './share.ts'
import { call, callApi, expression } from './states.ts'

export interface CleanUpProps {
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  /** Null when production is read live. */
  readonly clone: 'cluster' | 'instance' | null
  /** Begin of the identifier of every clone. */
  readonly clonePrefix: string
  /** What shares the masked staging with other accounts; null when nobody is to have it. */
  readonly share: Share | null
  /** What every function of the run is told. */
  readonly run: Record<string, unknown>
}

/** Shadow schema of a failed run, clone and lock go, each whether or not the others did; then the execution ends as the run did. */
export function cleanUp(scope: Construct, { functions, clone, clonePrefix, share, run }: CleanUpProps): State {
  const outcome = Choice.jsonata(scope, 'Published?')
    .when(succeeded, Succeed.jsonata(scope, 'Published', { outputs: ending }))
    .otherwise(
      Fail.jsonata(scope, 'Failed', {
        error: expression('$failure.error'),
        cause: expression(`$string(${endingJsonata})`),
      }),
    )
  const last = goOn(call(scope, 'End', functions.end, { run, execution: expression('$execution') }), outcome)
  const end = share ? startShare(scope, share, last) : last
  const afterShadow = clone
    ? Choice.jsonata(scope, 'Clone made?')
        .when(Condition.jsonata(expression("$source.mode = 'clone'")), deleteClone(scope, clone, clonePrefix, end))
        .otherwise(end)
    : end
  const drop = goOn(call(scope, 'Drop shadow', functions.drop, { run }), afterShadow)
  return Choice.jsonata(scope, 'Shadow left?').when(succeeded, afterShadow).otherwise(drop)
}

// Started and not waited for: a snapshot of terabytes takes hours, and the lock is for who changes staging.
function startShare(scope: Construct, share: Share, next: IChainable): State {
  const start = callApi(scope, 'Start share', {
    ...{ service: 'sfn', action: 'startExecution', iamResources: [share.machine.stateMachineArn] },
    parameters: {
      StateMachineArn: share.machine.stateMachineArn,
      Name: expression('$runId'),
      Input: expression("$string({ 'runId': $runId })"),
    },
    assign: { shared: 'started' },
  })
  start.addCatch(next, {
    assign: { shared: expression("'The masked staging could not be shared: ' & $states.errorOutput.Error") },
    outputs: {},
  })
  start.next(next)
  return Choice.jsonata(scope, 'Share it?')
    .when(Condition.jsonata(expression('$failure = null and $dataset = null')), start)
    .otherwise(next)
}

const succeeded = Condition.jsonata(expression('$failure = null'))

const endingJsonata =
  "{ 'runId': $runId, 'outcome': $outcome, 'audit': $record, 'failure': $sentence, 'shared': $shared }"
const ending = expression(endingJsonata)

function deleteClone(scope: Construct, clone: 'cluster' | 'instance', clonePrefix: string, next: IChainable): State {
  const rds = (name: string, action: string, resource: string, parameters: Record<string, unknown>) => {
    const iamResources = [Stack.of(scope).formatArn({ service: 'rds', resource: `${resource}:${clonePrefix}*` })]
    return callApi(scope, name, { service: 'rds', action, iamResources, parameters, retry: untilDeletable })
  }
  const instanceOnly = { SkipFinalSnapshot: true, DeleteAutomatedBackups: true }
  const instance = rds('Delete clone instance', 'deleteDBInstance', 'db', {
    DbInstanceIdentifier: cloneId,
    ...(clone === 'instance' ? instanceOnly : {}),
  })
  if (clone === 'instance') return goOn(instance, next)
  const cluster = rds('Delete clone cluster', 'deleteDBCluster', 'cluster', {
    DbClusterIdentifier: cloneId,
    SkipFinalSnapshot: true,
  })
  return goOn(instance, goOn(cluster, next))
}

// A clone that is still being made cannot be deleted yet; one that is not there needs no second try.
const untilDeletable = [
  { errors: ['Rds.DbInstanceNotFoundException', 'Rds.DbClusterNotFoundException'], maxAttempts: 0 },
  {
    errors: ['States.TaskFailed'],
    interval: Duration.seconds(30),
    maxAttempts: 20,
    backoffRate: 1.2,
    maxDelay: Duration.minutes(2),
    jitterStrategy: JitterType.FULL,
  },
]

/** The next state follows whatever becomes of this one. */
function goOn<Any extends TaskStateBase>(state: Any, next: IChainable): Any {
  state.addCatch(next, { outputs: {} })
  state.next(next)
  return state
}
