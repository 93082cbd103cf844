import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Choice, Condition, Fail, Pass, type State, Succeed } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { Database } from '../surroundings.ts'
import type { EventAbout } from './announce-end.ts'
import { unlessPreflight } from './preflight-own.ts'
import { shareTrials } from './preflight-share.ts'
import { type SnapshotKind, shareArns, shareKeyStatements, snapshotKind } from './share-kinds.ts'
import { tellShared } from './share-tell.ts'
import { callApi, catchInto, expression, poll } from './states.ts'
import { Workflow } from './workflow.ts'

/** Whom the masked staging is shared with, as a snapshot. */
export interface ShareSettings {
  readonly accountIds: readonly string[]
  /** A customer's key, which these accounts may use: a snapshot under RDS's own key cannot be shared. */
  readonly keyArn: string
  /** How many shared snapshots are kept. */
  readonly keep: number
}

export interface ShareProps extends ShareSettings {
  readonly staging: Database['name']
  /** Begin of the identifiers of everything that this nightly masking makes in RDS. */
  readonly clonePrefix: string
  readonly about: EventAbout
  readonly logKey: IKey
}

/**
 * Makes a snapshot of the staging server once a night has published, under the shared key, shares it, and deletes those that are too many. Whatever becomes of it,
 * staging stays published; an event tells. Input: { runId }; { preflight: { id } } tries its calls, and makes no snapshot.
 */
export class Share extends Workflow {
  constructor(scope: Construct, id: string, props: ShareProps) {
    super(scope, id, { start: (within) => states(within, props), key: props.logKey })
  }
}

const hours = 24
const masked = expression('$masked')
const first = expression('$first')

function states(scope: Construct, props: ShareProps): State {
  const kind = snapshotKind(props.staging)
  const { shared, failed } = endings(scope, props, kind)
  const rds = callsOf(scope, props, kind, failed)
  const settle = Pass.jsonata(scope, 'Settle', {
    assign: {
      runId: expression('$states.input.runId'),
      masked: expression(`'${props.clonePrefix}masked-' & $states.input.runId`),
      ...{ first: '', status: '', failure: null, surplus: [] },
      deadline: expression(`$millis() + ${hours * 3_600_000}`),
    },
    outputs: {},
  })
  const describe = rds(
    'Describe staging',
    kind.describe,
    'staging',
    { [kind.of]: kind.staging },
    {
      // Under its own key it has to be copied before it can be shared.
      first: expression(
        `$states.result.${kind.described}[0].KmsKeyId = '${props.keyArn}' ? $masked : '${props.clonePrefix}unshared-' & $runId`,
      ),
    },
  )
  const snapshot = rds('Snapshot staging', `create${kind.api}`, 'both', { [kind.of]: kind.staging, [kind.id]: first })
  const copy = rds('Copy under the shared key', `copy${kind.api}`, 'snapshots', {
    [`Source${kind.api}Identifier`]: first,
    [`Target${kind.api}Identifier`]: masked,
    KmsKeyId: props.keyArn,
  })
  const dropFirst = callApi(scope, 'Delete unshared snapshot', {
    ...{
      service: 'rds',
      action: `delete${kind.api}`,
      iamResources: [shareArns(scope, kind, props.clonePrefix).snapshots],
    },
    parameters: { [kind.id]: first },
  })
  const share = rds('Share snapshot', `modify${kind.api}Attribute`, 'snapshots', {
    [kind.id]: masked,
    ...{ AttributeName: 'restore', ValuesToAdd: [...props.accountIds] },
  })
  const copied = waitFor(scope, kind, rds, { name: 'Copy', id: masked, next: dropFirst, failed })
  const decide = Choice.jsonata(scope, 'Has the shared key?')
    .when(Condition.jsonata(expression('$first = $masked')), share)
    .otherwise(copy)
  const taken = waitFor(scope, kind, rds, { name: 'Snapshot', id: first, next: decide, failed })
  dropFirst.addCatch(share, { outputs: {} })
  settle.next(describe).next(snapshot).next(taken)
  copy.next(copied)
  dropFirst.next(share).next(keepNewest(scope, props, kind, rds, shared))
  return unlessPreflight(scope, shareTrials(scope, props, kind), settle)
}

type RdsCall = (
  name: string,
  action: string,
  on: 'staging' | 'snapshots' | 'both' | 'listed',
  parameters: Record<string, unknown>,
  assign?: Record<string, unknown>,
) => ReturnType<typeof callApi>

function callsOf(scope: Construct, props: ShareProps, kind: SnapshotKind, failed: State): RdsCall {
  const arns = shareArns(scope, kind, props.clonePrefix)
  const resources = {
    ...{ staging: [arns.staging], snapshots: [arns.snapshots], both: [arns.staging, arns.snapshots] },
    listed: [arns.staging, arns.listed],
  }
  return (name, action, on, parameters, assign) =>
    catchInto(
      callApi(scope, name, {
        ...{ service: 'rds', action, parameters, iamResources: resources[on] },
        ...(action.startsWith('copy') ? { additionalIamStatements: shareKeyStatements(scope, props.keyArn) } : {}),
        ...(assign ? { assign } : {}),
      }),
      failed,
    )
}

interface Waiting {
  readonly name: 'Snapshot' | 'Copy'
  readonly id: string
  readonly next: State
  readonly failed: State
}

function waitFor(scope: Construct, kind: SnapshotKind, rds: RdsCall, { name, id, next, failed }: Waiting): State {
  const ask = rds(
    `Describe ${name.toLowerCase()}`,
    `describe${kind.api}s`,
    'snapshots',
    { [kind.id]: id },
    {
      status: expression(`$states.result.${kind.list}[0].Status`),
    },
  )
  const over = Pass.jsonata(scope, `${name} not ready`, {
    assign: {
      failure: {
        error: 'Failed',
        cause: expression(`'RDS says of it ' & $status & ', after ${hours} hours or for good.'`),
      },
    },
    outputs: {},
  })
  over.next(failed)
  const when = Condition.jsonata(expression("$status = 'failed' or $millis() > $deadline"))
  return poll(scope, `${name} ready`, {
    ask,
    seconds: 60,
    done: "$status = 'available'",
    next,
    ends: [{ when, next: over }],
  })
}

/** One after another: those beyond the newest few. */
function keepNewest(scope: Construct, props: ShareProps, kind: SnapshotKind, rds: RdsCall, shared: State): State {
  const own = `$states.result.${kind.list}[$contains(${kind.id}, '${props.clonePrefix}masked-')]`
  const list = rds(
    'List shared snapshots',
    `describe${kind.api}s`,
    'listed',
    { [kind.of]: kind.staging, SnapshotType: 'manual', MaxRecords: 100 },
    {
      surplus: expression(`[[${own}^(>SnapshotCreateTime).${kind.id}][[${props.keep}..1000]]]`),
    },
  )
  const drop = rds(
    'Delete old snapshot',
    `delete${kind.api}`,
    'snapshots',
    { [kind.id]: expression('$surplus[0]') },
    {
      surplus: expression('[$surplus[[1..1000]]]'),
    },
  )
  const any = Choice.jsonata(scope, 'Too many?')
    .when(Condition.jsonata(expression('$count($surplus) > 0')), drop)
    .otherwise(shared)
  drop.next(any)
  list.next(any)
  return list
}

function endings(scope: Construct, props: ShareProps, kind: SnapshotKind): { shared: State; failed: State } {
  const with_ = props.accountIds.join(', ')
  const shared = tellShared(scope, 'Tell shared', {
    ...{ about: props.about, outcome: 'shared' },
    sentence: expression(`'The snapshot ' & $masked & ' of run ' & $runId & ' is shared with ${with_}.'`),
    next: Succeed.jsonata(scope, 'Shared', { outputs: { snapshot: masked } }),
  })
  const sentence = `'Run ' & $runId & ' is published, and its snapshot could not be shared with ${with_}: ' & $failure.cause`
  const told = tellShared(scope, 'Tell not shared', {
    ...{ about: props.about, outcome: 'not-shared', sentence: expression(sentence) },
    next: Fail.jsonata(scope, 'Not shared', { error: expression('$failure.error'), cause: expression(sentence) }),
  })
  const clean = callApi(scope, 'Delete what was not shared', {
    ...{
      service: 'rds',
      action: `delete${kind.api}`,
      iamResources: [shareArns(scope, kind, props.clonePrefix).snapshots],
    },
    ...{ parameters: { [kind.id]: first }, retry: [] },
  })
  clean.addCatch(told, { outputs: {} })
  clean.next(told)
  const failed = Choice.jsonata(scope, 'Copy left?')
    .when(Condition.jsonata(expression("$first != '' and $first != $masked")), clean)
    .otherwise(told)
  return { shared, failed }
}
