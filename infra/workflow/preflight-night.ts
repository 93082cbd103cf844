import {
  Choice,
  Condition,
  Fail,
  IntegrationPattern,
  Pass,
  type State,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions'
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { detailTypes } from '../announcements.ts'
import type { FunctionName } from '../function-table.ts'
import type { KeySecrets } from '../key-secrets.ts'
import type { MaskingFunction } from '../masking-function.ts'
import { announce } from './announce.ts'
import type { EventAbout } from './announce-end.ts'
import type { CloneProps } from './clone.ts'
import type { Preflight } from './preflight.ts'
import { askedBy, done, looksAtExecutions } from './preflight-own.ts'
import { sourceChecks } from './preflight-source.ts'
import { callApi, expression } from './states.ts'
import { inTurn, type Tried, unexpected } from './tried.ts'

export interface NightPreflightProps {
  readonly preflight: Preflight
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  readonly keys: Pick<KeySecrets, 'pseudonyms' | 'originals'>
  /** ARN patterns of the executions of Night and of Refresh. */
  readonly executionArns: readonly string[]
  readonly about: EventAbout
  readonly clone: CloneProps | null
  /** Secrets Manager id of production's login; null where no function may reach production. */
  readonly liveSecret: string | null
  /** Namespace of nightmask's metrics. */
  readonly namespace: string
}

/** What Night does with { "preflight": true }: its own calls are tried dry, every function is asked, and a test message goes each way. */
export function nightPreflight(scope: Construct, props: NightPreflightProps): State {
  const count = Pass.jsonata(scope, 'Count checks', {
    assign: { failedChecks: expression('[$checks[passed = false]]') },
    outputs: {},
  })
  count.next(tell(scope, props.about, ending(scope)))
  const trials = [
    ...askedBy(scope, 'Night', props.functions, ['begin', 'serving', 'ready', 'audit', 'drop', 'end']),
    ...[props.keys.pseudonyms, props.keys.originals].map(({ id, arn }, n) =>
      done(scope, 'Night: secretsmanager:describeSecret', {
        ...{ title: `Try describeSecret ${n + 1}`, service: 'secretsmanager', action: 'describeSecret' },
        ...{ parameters: { SecretId: id }, iamResources: [arn] },
      }),
    ),
    ...looksAtExecutions(scope, 'Night', 'describeExecution', props.executionArns),
    ...looksAtExecutions(scope, 'Night', 'getExecutionHistory', props.executionArns),
    ...(props.clone ? sourceChecks(scope, props.clone) : []),
    askFunctions(scope, props),
    testAlarm(scope, props),
  ]
  const id = expression("'preflight-' & $replace($startedAt, /[^0-9]/, '')")
  const begin = Pass.jsonata(scope, 'Preflight', { assign: { checks: unchecked(props), id }, outputs: {} })
  begin.next(inTurn(trials, count))
  return begin
}

// What was not checked is called not checked.
function unchecked({ clone }: NightPreflightProps): object[] {
  const not = (check: string, sentence: string) => ({ check, passed: null, sentence })
  return [
    not('dataset', 'Not checked: the function for datasets shows that it starts Night when it is asked for one.'),
    ...(clone
      ? [not('clone', "Not checked: a clone's login, its key and its network show in the first night only.")]
      : []),
  ]
}

function askFunctions(scope: Construct, { preflight, liveSecret }: NightPreflightProps): Tried {
  const state = StepFunctionsStartExecution.jsonata(scope, 'Ask functions', {
    stateMachine: preflight.machine,
    integrationPattern: IntegrationPattern.RUN_JOB,
    input: TaskInput.fromObject({
      id: expression('$id'),
      source: liveSecret ? { mode: 'live', secret: liveSecret, host: null, port: null } : null,
    }),
    assign: { checks: expression('$append($checks, $states.result.Output.checks)') },
    outputs: {},
  })
  return { state, failed: unexpected('functions') }
}

/** The alarm Preflight has this metric: its message shows the way of all alarms. */
function testAlarm(scope: Construct, { about, namespace }: NightPreflightProps): Tried {
  const state = callApi(scope, 'Ring test alarm', {
    ...{ service: 'cloudwatch', action: 'putMetricData', iamResources: ['*'] },
    parameters: {
      Namespace: namespace,
      MetricData: [{ MetricName: 'Preflights', Dimensions: [{ Name: 'service', Value: about.maskingName }], Value: 1 }],
    },
    assign: {
      checks: expression(
        "$append($checks, [{ 'check': 'alarm', 'passed': null, 'sentence': 'The alarm Preflight was rung: its message and that of this preflight have to arrive within ten minutes.' }])",
      ),
    },
  })
  return { state, failed: unexpected('alarm') }
}

// A cause may have 32 KiB.
const endingJsonata =
  "{ 'outcome': $count($failedChecks) = 0 ? 'ready' : 'not ready', 'failed': [$failedChecks[[0..19]]], 'checks': $count($checks) }"

function tell(scope: Construct, about: EventAbout, next: State) {
  return announce(scope, 'Announce preflight', {
    detailType: detailTypes.preflight,
    detail: {
      ...{ execution: expression('$execution'), stack: about.maskingName, staging: about.staging, record: 'none' },
      outcome: expression(`${endingJsonata}.outcome`),
      checks: expression('$checks'),
      subject: expression(`'nightmask, ${about.maskingName}: preflight, ' & ${endingJsonata}.outcome & '.'`),
      sentence: expression(
        "$count($failedChecks) = 0 ? 'Nothing failed of ' & $count($checks) & ' checks.' : $join($failedChecks.(check & ': ' & sentence), ' ')",
      ),
      advice: 'This message shows that the ends of nights are heard.',
    },
    next,
  })
}

function ending(scope: Construct): State {
  return Choice.jsonata(scope, 'Ready?')
    .when(
      Condition.jsonata(expression('$count($failedChecks) = 0')),
      Succeed.jsonata(scope, 'Ready', { outputs: { outcome: 'ready', checks: expression('$checks') } }),
    )
    .otherwise(Fail.jsonata(scope, 'Not ready', { error: 'NotReady', cause: expression(`$string(${endingJsonata})`) }))
}
