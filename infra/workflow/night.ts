import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  Chain,
  Choice,
  Condition,
  IntegrationPattern,
  Pass,
  type State,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions'
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import type { KeySecret, KeySecrets } from '../key-secrets.ts'
import type { MaskingFunction } from '../masking-function.ts'
import type { MaskingTask } from '../task/masking-task.ts'
import { type Aftermath, aftermath } from './aftermath.ts'
import { announceHeld, type EventAbout } from './announce-end.ts'
import { type CloneProps, makeClone } from './clone.ts'
import type { Preflight } from './preflight.ts'
import { nightPreflight } from './preflight-night.ts'
import type { Refresh } from './refresh.ts'
import type { Share } from './share.ts'
import { call, callApi, catchInto, expression, failure, seenNow } from './states.ts'
import { takeLock } from './take-lock.ts'
import { Workflow } from './workflow.ts'

export interface NightProps {
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  readonly refresh: Refresh
  readonly keys: KeySecrets
  readonly logKey: IKey
  /** How the nightly clone is made; null when nights read production live. */
  readonly clone: CloneProps | null
  /** What does the work of a night; null when functions do it. */
  readonly task: MaskingTask | null
  /** What shares the masked staging with other accounts; null when nobody is to have it. */
  readonly share: Share | null
  /** Secrets Manager id of the login of production, for live reading. */
  readonly sourceSecret: string
  readonly redriveMinutes: number
  /** Begin of the identifier of every clone; the run id follows. */
  readonly clonePrefix: string
  readonly about: EventAbout
  readonly preflight: Preflight
  /** Secrets Manager id of production's login; null where no function may reach production. */
  readonly liveSecret: string | null
  /** Namespace of nightmask's metrics. */
  readonly namespace: string
}

/**
 * Lock, key versions, source, Refresh, audit record, event, clean-up. Input: { scheduled } of a schedule, { dataset: { name, schema } }, or {};
 * { despiteHold: true } beside it begins a night although nights are held. { preflight: true } checks what a night needs, and begins none.
 */
export class Night extends Workflow {
  constructor(scope: Construct, id: string, props: NightProps) {
    super(scope, id, { start: (within) => states(within, props), key: props.logKey })
  }
}

const run = {
  runId: expression('$runId'),
  startedAt: expression('$startedAt'),
  keyVersions: { pseudonyms: expression('$pseudonymsVersion'), originals: expression('$originalsVersion') },
  source: expression('$source'),
  engine: expression('$engine'),
  code: expression('$code'),
  dataset: expression('$dataset'),
}

function states(scope: Workflow, props: NightProps): State {
  const nights = scope.executionArn('*')
  const after = aftermath(scope, {
    // Whatever is deployed by then closes the run.
    ...{
      functions: props.functions,
      run: { ...run, code: null },
      redriveMinutes: props.redriveMinutes,
      about: props.about,
      clonePrefix: props.clonePrefix,
    },
    share: props.share,
    clone: props.clone ? ('cluster' in props.clone.source ? 'cluster' : 'instance') : null,
    executionArns: [nights, props.refresh.executionArn('*')],
    refreshArn: `'${props.refresh.executionArn('')}' & $runId`,
  })
  const refresh = startRefresh(scope, props.refresh, after)
  const source = props.clone
    ? Choice.jsonata(scope, 'Clone?')
        .when(
          Condition.jsonata(expression("$source.mode = 'clone'")),
          makeClone(scope, props.clone, { failed: after.failedBefore, next: refresh }),
        )
        .otherwise(refresh)
    : refresh
  const versions = [
    keyVersion(scope, 'Pin pseudonym key', 'pseudonymsVersion', props.keys.pseudonyms, after),
    keyVersion(scope, 'Pin originals key', 'originalsVersion', props.keys.originals, after),
  ] as const
  versions[0].next(versions[1]).next(makeReady(scope, props, after).next(source))
  const lock = takeLock(scope, {
    ...{ begin: props.functions.begin, executionArns: [nights, scope.executionsOf('Rollback')] },
    ...{ failed: after.failedBefore, taken: skipped(scope), held: held(scope, props.about), next: versions[0] },
    // Whoever asks for a dataset asks for it now: nothing of what testers use is replaced.
    despiteHold: '$despiteHold or $dataset != null',
  })
  const settle = Pass.jsonata(scope, 'Settle', { assign: settled(props), outputs: {} })
  settle
    .next(
      Pass.jsonata(scope, 'Name clone', {
        assign: { cloneId: expression(`'${props.clonePrefix}' & $runId`) },
        outputs: {},
      }),
    )
    .next(
      Choice.jsonata(scope, 'Preflight only?')
        .when(
          Condition.jsonata(expression('$preflight')),
          nightPreflight(scope, { ...props, executionArns: [nights, props.refresh.executionArn('*')] }),
        )
        .otherwise(lock),
    )
  return settle
}

// Every variable that a later state may read is set here: a run that fails early is audited too.
function settled({ clone, task, sourceSecret }: NightProps): Record<string, unknown> {
  const digits = (time: string) => `$replace(${time}, /[^0-9]/, '')`
  const context = '$states.context.Execution'
  return {
    runId: expression(
      `$exists($states.input.scheduled) ? 'night-' & ${digits('$states.input.scheduled')} : 'run-' & ${digits(`${context}.StartTime`)}`,
    ),
    startedAt: expression(`${context}.StartTime`),
    execution: expression(`${context}.Id`),
    historyOf: expression(`${context}.Id`),
    dataset: expression('$exists($states.input.dataset) ? $states.input.dataset : null'),
    engine: task ? expression("$exists($states.input.dataset) ? 'lambda' : 'task'") : 'lambda',
    preflight: expression('$exists($states.input.preflight) and $states.input.preflight = true'),
    despiteHold: expression('$exists($states.input.despiteHold) and $states.input.despiteHold = true'),
    source: {
      mode: clone ? expression("$exists($states.input.dataset) ? 'live' : 'clone'") : 'live',
      secret: sourceSecret,
      host: null,
      port: null,
    },
    ...{ pseudonymsVersion: null, originalsVersion: null, code: null },
    serves: null,
    shared: null,
    ...{ failure: null, redrives: 0, audited: -1, entered: [], outcome: 'failed', record: null, sentence: null },
  }
}

/** The other run is the run of this night. */
function skipped(scope: Construct): State {
  return Succeed.jsonata(scope, 'Skipped', {
    outputs: { outcome: 'skipped', holder: expression('$lock.holder') },
  })
}

function held(scope: Construct, about: EventAbout): State {
  const reason = expression('$lock.hold.reason')
  return announceHeld(scope, about, Succeed.jsonata(scope, 'Held', { outputs: { outcome: 'held', reason } }))
}

/** Staging is looked at, records can be written, and a run that was abandoned has its record: then the work may begin. */
function makeReady(scope: Construct, { functions }: NightProps, after: Aftermath): Chain {
  const look = call(scope, 'Look at staging', functions.serving, {}, { assign: { serves: seenNow } })
  const payload = { run, abandoned: expression('$lock.abandoned'), serves: expression('$serves') }
  const ready = call(scope, 'Ready records', functions.ready, payload)
  return Chain.start(catchInto(look, after.failedBefore)).next(catchInto(ready, after.failedBefore))
}

/** The version that is current now: the run uses it to its end. The secret's value is not read. */
function keyVersion(scope: Construct, name: string, variable: string, key: KeySecret, after: Aftermath) {
  const current = "function($stages) { 'AWSCURRENT' in $stages }"
  return catchInto(
    callApi(scope, name, {
      ...{ service: 'secretsmanager', action: 'describeSecret', iamResources: [key.arn] },
      parameters: { SecretId: key.id },
      assign: { [variable]: expression(`$keys($sift($states.result.VersionIdsToStages, ${current}))[0]`) },
    }),
    after.failedBefore,
  )
}

function startRefresh(scope: Construct, refresh: Refresh, { refreshed, refreshFailed }: Aftermath) {
  const state = StepFunctionsStartExecution.jsonata(scope, 'Refresh', {
    stateMachine: refresh.machine,
    integrationPattern: IntegrationPattern.RUN_JOB,
    name: expression('$runId'),
    input: TaskInput.fromObject({ run }),
    outputs: {},
  })
  state.addCatch(refreshFailed, { assign: { failure }, outputs: {} })
  state.next(refreshed)
  return state
}
