import type { AuditRecord } from './record.ts'
import { rowsOf } from './run-message.ts'

type Latest = Pick<AuditRecord, 'endedAt' | 'runId'>

const outcomes: readonly AuditRecord['outcome'][] = ['published', 'refused', 'failed', 'interrupted']

/**
 * What a monitoring system asks of the nightly refresh, in the Prometheus text format: `record` is of the run that just ended,
 * `published` of the latest that published, null when none did.
 */
export function prometheusText(record: AuditRecord, published: Latest | null): string {
  const labels = { staging: record.staging?.database ?? '', dataset: record.dataset ?? '' }
  const seconds = (time: string) => Date.parse(time) / 1000
  const checks = (verdict: string) => record.checks.filter((check) => check.verdict === verdict).length
  const metrics: Metric[] = [
    {
      name: 'nightmask_last_success_timestamp_seconds',
      help: 'When the latest run that published ended; 0 when none did.',
      samples: [[{}, published ? seconds(published.endedAt) : 0]],
    },
    {
      name: 'nightmask_last_run_timestamp_seconds',
      help: 'When the latest run ended, however it did.',
      samples: [[{}, seconds(record.endedAt)]],
    },
    {
      name: 'nightmask_last_run_duration_seconds',
      help: 'How long the latest run took.',
      samples: [[{}, seconds(record.endedAt) - seconds(record.startedAt)]],
    },
    {
      name: 'nightmask_last_run_rows',
      help: 'Rows that the latest run loaded and seeded.',
      samples: [[{}, rowsOf(record.tables)]],
    },
    {
      name: 'nightmask_last_run_outcome',
      help: '1 for the outcome of the latest run, 0 for all others.',
      samples: outcomes.map((outcome) => [{ outcome }, Number(record.outcome === outcome)]),
    },
    {
      name: 'nightmask_last_run_checks',
      help: 'Checks of the latest run by their verdict; skipped ones were not checked, and not-asked ones had nothing to check.',
      samples: ['passed', 'failed', 'skipped', 'not-asked'].map((verdict) => [{ verdict }, checks(verdict)]),
    },
  ]
  return metrics.map((metric) => write(metric, labels)).join('')
}

type Labels = Readonly<Record<string, string>>

interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: readonly (readonly [Labels, number])[]
}

function write({ name, help, samples }: Metric, common: Labels): string {
  const lines = samples.map(([labels, value]) => `${name}{${list({ ...common, ...labels })}} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}

function list(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',')
}
