import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'

/** Counts by name; infra/alarms.ts and infra/dashboard.ts read them, by namespace and the dimension `service`, the masking's name and its stack's. */
export type Measures = Readonly<
  Partial<
    Record<'RowsMasked' | 'RowsLoaded' | 'RunsPublished' | 'DatasetsPublished' | 'RunsRefused' | 'RunsFailed', number>
  >
>

const metrics = new Metrics({ namespace: 'Nightmask', serviceName: process.env.MASKING ?? 'nightmask' })

/** Writes the counts to the log, from which CloudWatch takes them. */
export function count(measures: Measures): void {
  for (const [name, value] of Object.entries(measures)) metrics.addMetric(name, MetricUnit.Count, value)
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
}
