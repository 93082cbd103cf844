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
import { call, callApi, expression, passing, repeatable } from './states.ts'
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

/** Every day: shadow schemas older than a day go, and clones that are older than a run may be; how many clones were left over is a metric with an alarm. */
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
}

const kinds: readonly Kind[] = [
  {
    ...{ name: 'instances', api: 'DBInstance', arn: 'db' },
    ...{ list: 'DbInstances', identifier: 'DbInstanceIdentifier', created: 'InstanceCreateTime' },
  },
  {
    ...{ name: 'clusters', api: 'DBCluster', arn: 'cluster' },
    ...{ list: 'DbClusters', identifier: 'DbClusterIdentifier', created: 'ClusterCreateTime' },
  },
]

function states(scope: Construct, { sweep, namespace, maskingName, clonePrefix, cloneHours }: SweepProps): State {
  const settle = Pass.jsonata(scope, 'Settle', { assign: { instances: [], clusters: [] }, outputs: {} })
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
          Value: expression('$count($instances) + $count($clusters)'),
        },
      ],
    },
  })
  const deletion = kinds.reduceRight<IChainable>((next, kind) => deleteAll(scope, kind, clonePrefix).next(next), swept)
  const listing = kinds.reduceRight<IChainable>(
    (next, kind) => listOld(scope, kind, { clonePrefix, hours: cloneHours }, next),
    report,
  )
  report.next(deletion)
  schemas.addCatch(listing, { outputs: {} })
  settle.next(schemas).next(listing)
  return settle
}

interface Old {
  readonly clonePrefix: string
  readonly hours: number
}

/** Gathers the identifiers of old clones of this stack, page by page. */
function listOld(scope: Construct, kind: Kind, { clonePrefix, hours }: Old, next: IChainable): State {
  const { name, api, arn, list, identifier, created } = kind
  const old = `$contains(${identifier}, /^${clonePrefix}/) and $toMillis(${created}) < $millis() - ${hours * 3_600_000}`
  const mine = `$count(TagList[Key = 'nightmask:stack' and Value = '${Stack.of(scope).stackName}']) > 0`
  const page = (title: string, parameters: Record<string, unknown>) =>
    callApi(scope, title, {
      ...{ service: 'rds', action: `describe${api}s`, parameters },
      iamResources: [Stack.of(scope).formatArn({ service: 'rds', resource: `${arn}:*` })],
      assign: {
        [name]: expression(`$append($${name}, [$states.result.${list}[${old} and ${mine}].${identifier}])`),
        marker: expression("$exists($states.result.Marker) ? $states.result.Marker : ''"),
      },
    })
  const first = page(`List ${name}`, {})
  const more = page(`List more ${name}`, { Marker: expression('$marker') })
  const decide = Choice.jsonata(scope, `More ${name}?`)
    .when(Condition.jsonata(expression("$marker != ''")), more)
    .otherwise(next)
  first.next(decide)
  more.next(decide)
  return first
}

/** One that cannot be deleted now is tried again tomorrow, and the alarm stays on. */
function deleteAll(scope: Construct, { name, api, arn }: Kind, clonePrefix: string): MapState {
  const identifier = expression('$states.input')
  const parameters =
    arn === 'db' ? { DbInstanceIdentifier: identifier } : { DbClusterIdentifier: identifier, SkipFinalSnapshot: true }
  const remove = callApi(scope, `Delete one of ${name}`, {
    ...{ service: 'rds', action: `delete${api}`, parameters },
    iamResources: [Stack.of(scope).formatArn({ service: 'rds', resource: `${arn}:${clonePrefix}*` })],
  })
  remove.addCatch(Pass.jsonata(scope, `Not deleted of ${name}`, { outputs: {} }), { outputs: {} })
  const map = MapState.jsonata(scope, `Delete ${name}`, {
    items: ProvideItems.jsonata(expression(`$${name}`)),
    outputs: {},
  })
  map.itemProcessor(remove)
  return map
}
