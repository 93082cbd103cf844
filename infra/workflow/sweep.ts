import { Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  Choice,
  Condition,
  type IChainable,
  Map as MapState,
  Pass,
  ProvideItems,
  type State,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { MaskingFunction } from '../masking-function.ts'
import { askedBy, done, refused, unlessPreflight } from './preflight-own.ts'
import { call, callApi, expression, passing, repeatable } from './states.ts'
import type { Tried } from './tried.ts'
import { Workflow } from './workflow.ts'

export interface SweepProps {
  readonly sweep: MaskingFunction
  readonly logKey: IKey
  /** Namespace of the metric ClonesLeft. */
  readonly namespace: string
  /** Dimension `service` of that metric. */
  readonly maskingName: string
  /** Begin of the identifier of every clone. */
  readonly clonePrefix: string
  /** Age at which a clone is no run's any more. */
  readonly cloneHours: number
}

/**
 * Every day: shadow schemas older than a day go, and clones that are older than a run may be; how many clones were left over is a metric with
 * an alarm. Input: {}; { preflight: { id } } tries its calls and sweeps nothing.
 */
export class Sweep extends Workflow {
  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id, { start: (within) => states(within, props), key: props.logKey })
  }
}

interface Kind {
  readonly name: 'instances' | 'clusters'
  readonly api: string
  readonly arn: string
  /** Field of the answer, and of each of its entries. */
  readonly list: string
  readonly identifier: string
  readonly created: string
  readonly status: string
}

const kinds: readonly Kind[] = [
  {
    ...{ name: 'instances', api: 'DBInstance', arn: 'db' },
    ...{ list: 'DbInstances', identifier: 'DbInstanceIdentifier', created: 'InstanceCreateTime' },
    status: 'DbInstanceStatus',
  },
  {
    ...{ name: 'clusters', api: 'DBCluster', arn: 'cluster' },
    ...{ list: 'DbClusters', identifier: 'DbClusterIdentifier', created: 'ClusterCreateTime' },
    status: 'Status',
  },
]

function states(scope: Construct, props: SweepProps): State {
  const { sweep, namespace, maskingName, clonePrefix, cloneHours } = props
  const settle = Pass.jsonata(scope, 'Settle', { assign: { instances: 0, clusters: 0 }, outputs: {} })
  const schemas = call(scope, 'Sweep schemas', sweep, {}, { retries: [passing, repeatable] })
  const swept = Succeed.jsonata(scope, 'Swept', {
    outputs: { instances: expression('$instances'), clusters: expression('$clusters') },
  })
  const report = callApi(scope, 'Report clones', {
    ...{ service: 'cloudwatch', action: 'putMetricData', iamResources: ['*'] },
    parameters: {
      Namespace: namespace,
      MetricData: [
        {
          MetricName: 'ClonesLeft',
          Dimensions: [{ Name: 'service', Value: maskingName }],
          Value: expression('$instances + $clusters'),
        },
      ],
    },
  })
  report.next(swept)
  const what = { clonePrefix, hours: cloneHours }
  const first = kinds.reduceRight<IChainable>((next, kind) => sweepPages(scope, kind, what, next), report)
  schemas.addCatch(first, { outputs: {} })
  settle.next(schemas).next(first)
  return unlessPreflight(scope, trials(scope, props), settle)
}

/** What it calls, without anything to sweep. */
function trials(scope: Construct, { sweep, namespace, maskingName, clonePrefix }: SweepProps): Tried[] {
  const arnOf = (resource: string) => Stack.of(scope).formatArn({ service: 'rds', resource })
  const looks = kinds.flatMap(({ api, arn, identifier }) => [
    done(scope, `Sweep: rds:describe${api}s`, {
      ...{ title: `Try describe${api}s`, service: 'rds', action: `describe${api}s` },
      ...{ parameters: { MaxRecords: recordsInPage }, iamResources: [arnOf(`${arn}:*`)] },
    }),
    refused(scope, `Sweep: rds:delete${api}`, {
      ...{ title: `Try delete${api}`, service: 'rds', action: `delete${api}`, refusal: /NotFound/ },
      parameters: { [identifier]: `${clonePrefix}preflight`, ...(arn === 'db' ? {} : { SkipFinalSnapshot: true }) },
      iamResources: [arnOf(`${arn}:${clonePrefix}*`)],
    }),
  ])
  const metric = { MetricName: 'ClonesLeft', Dimensions: [{ Name: 'service', Value: maskingName }], Value: 0 }
  return [
    ...askedBy(scope, 'Sweep', { sweep }, ['sweep']),
    ...looks,
    done(scope, 'Sweep: cloudwatch:putMetricData', {
      ...{ title: 'Try putMetricData', service: 'cloudwatch', action: 'putMetricData', iamResources: ['*'] },
      parameters: { Namespace: namespace, MetricData: [metric] },
    }),
  ]
}

interface Old {
  readonly clonePrefix: string
  readonly hours: number
}

// The least that RDS takes: an answer of more than 256 KiB ends the execution, and an instance is described in some five of them.
const recordsInPage = 20

/** Old clones of this stack, page by page: those of a page are deleted and counted before the next one is asked for. */
function sweepPages(scope: Construct, kind: Kind, { clonePrefix, hours }: Old, next: IChainable): State {
  const { name, api, arn, list, identifier, created, status } = kind
  const old = `$contains(${identifier}, /^${clonePrefix}/) and $toMillis(${created}) < $millis() - ${hours * 3_600_000}`
  const mine = `$count(TagList[Key = 'nightmask:stack' and Value = '${Stack.of(scope).stackName}']) > 0`
  const found = `$states.result.${list}[${old} and ${mine} and ${status} != 'deleting'].${identifier}`
  const page = (title: string, parameters: Record<string, unknown>) =>
    callApi(scope, title, {
      ...{ service: 'rds', action: `describe${api}s`, parameters: { MaxRecords: recordsInPage, ...parameters } },
      iamResources: [Stack.of(scope).formatArn({ service: 'rds', resource: `${arn}:*` })],
      assign: {
        found: expression(`[${found}]`),
        [name]: expression(`$${name} + $count(${found})`),
        marker: expression("$exists($states.result.Marker) ? $states.result.Marker : ''"),
      },
    })
  const first = page(`List ${name}`, {})
  const more = page(`List more ${name}`, { Marker: expression('$marker') })
  const remove = deleteFound(scope, kind, clonePrefix)
  remove.next(
    Choice.jsonata(scope, `More ${name}?`)
      .when(Condition.jsonata(expression("$marker != ''")), more)
      .otherwise(next),
  )
  first.next(remove)
  more.next(remove)
  return first
}

/** One that cannot be deleted now is tried again tomorrow, and the alarm stays on. */
function deleteFound(scope: Construct, { name, api, arn }: Kind, clonePrefix: string): MapState {
  const identifier = expression('$states.input')
  const parameters =
    arn === 'db' ? { DbInstanceIdentifier: identifier } : { DbClusterIdentifier: identifier, SkipFinalSnapshot: true }
  const remove = callApi(scope, `Delete one of ${name}`, {
    ...{ service: 'rds', action: `delete${api}`, parameters },
    iamResources: [Stack.of(scope).formatArn({ service: 'rds', resource: `${arn}:${clonePrefix}*` })],
  })
  remove.addCatch(Pass.jsonata(scope, `Not deleted of ${name}`, { outputs: {} }), { outputs: {} })
  const map = MapState.jsonata(scope, `Delete ${name}`, {
    items: ProvideItems.jsonata(expression('$found')),
    maxConcurrency: 4,
    outputs: {},
  })
  map.itemProcessor(remove)
  return map
}
