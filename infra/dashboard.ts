import { Duration } from 'aws-cdk-lib'
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as Board,
  GraphWidget,
  type IMetric,
  LogQueryWidget,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { own } from './alarms.ts'
import type { FunctionName } from './function-table.ts'
import type { MaskingFunction } from './masking-function.ts'
import type { Night } from './workflow/night.ts'
import type { Refresh } from './workflow/refresh.ts'

export interface DashboardProps {
  readonly alarms: readonly Alarm[]
  readonly night: Night
  readonly refresh: Refresh
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  readonly maskingName: string
}

/** One page: are we well, how long did it take, how much moved, what went wrong. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { alarms, night, refresh, functions, maskingName }: DashboardProps) {
    super(scope, id)
    const board = new Board(this, 'Board', { defaultInterval: Duration.days(14) })
    const day = Duration.days(1)
    const graph = (title: string, ...left: IMetric[]) =>
      new GraphWidget({ title, left, width: 12, height: 6, period: day })
    const names = Object.keys(functions) as FunctionName[]
    board.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 12, height: 4 }),
      new SingleValueWidget({
        title: 'Runs in 14 days',
        metrics: ['RunsPublished', 'DatasetsPublished', 'RunsRefused', 'RunsFailed'].map((name) =>
          own(name, maskingName).with({ period: Duration.days(14) }),
        ),
        width: 12,
        height: 4,
      }),
    )
    board.addWidgets(
      graph(
        'Time of a night',
        night.machine.metricTime({ statistic: 'Maximum' }),
        refresh.machine.metricTime({ statistic: 'Maximum' }),
      ),
      graph('Rows', own('RowsMasked', maskingName), own('RowsLoaded', maskingName)),
    )
    board.addWidgets(
      graph('Errors of functions', ...names.map((name) => functions[name].metricErrors())),
      graph(
        'Longest call of a function',
        ...names.map((name) => functions[name].metricDuration({ statistic: 'Maximum' })),
      ),
    )
    board.addWidgets(
      new LogQueryWidget({
        title: 'Last failures',
        logGroupNames: names.map((name) => functions[name].logGroup.logGroupName),
        queryLines: [
          'fields @timestamp, service, message, kind',
          "filter level = 'ERROR'",
          'sort @timestamp desc',
          'limit 20',
        ],
        width: 24,
        height: 6,
      }),
    )
  }
}
