import type { AuditRecord, StepTiming } from '../../shared/audit/record.ts'
import { describeFilling } from '../../shared/audit/refresh.ts'
import { describeServing } from '../../shared/audit/serving.ts'
import { columns, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { duration, plural, size } from '../display/quantity.ts'
import type { ConfigFlags } from '../flags.ts'
import type { ServedLogin } from '../logins.ts'
import type { RunResult } from '../progress.ts'
import { auditOpen } from './audit-open.ts'
import { checkLines, countVerdicts } from './checks.ts'
import { loginLines } from './login-lines.ts'
import { countMasked, maskedLines } from './masked.ts'
import { entries, entry, section } from './sections.ts'

const edgeCasesShown = 6

/** The end of a run as a person likes to read it: outcome, what was masked, checks, edge cases, times, where the record is. */
export function runSummary(
  { record, recordPath, failure, logins = [] }: RunResult & { readonly logins?: readonly ServedLogin[] },
  look: Look,
  flags: ConfigFlags = {},
): string[] {
  const loaded = record.tables.some(({ rowsLoaded }) => rowsLoaded > 0)
  const masked = section(
    'Masked',
    countMasked(record),
    loaded ? maskedLines(record, look) : [],
    look,
    'all are in the record',
  )
  const checks = section('Checks', countVerdicts(record.checks), checkLines(record.checks, look), look)
  return [
    '',
    ...wrap(headline(record, look), look.width),
    // A run that just failed is explained on standard error; an old one by its record.
    ...(failure ? [] : wrap(record.failure ?? '', look.width)),
    ...(record.outcome === 'published' ? [masked, checks] : [checks, masked]).flat(),
    ...section('Accepted', 'lines of the policy that covered nothing', idleLines(record, look), look),
    ...section('Left out', 'not restored, as the policy says', leftOutLines(record, look), look),
    ...section('Edge cases', `${record.edgeCases.length} seeded`, edgeCaseLines(record, look), look),
    ...section('Time', duration(secondsOf(record)), timeLines(record.timings, look), look),
    '',
    ...(record.outcome === 'published' ? entries('Filled', describeFilling(record), look) : []),
    ...loginLines(logins, look),
    ...(recordPath === null ? [] : entry('Record', recordPath, look)),
    ...publicationLines(record, look),
    ...(record.outcome === 'published' && recordPath !== null
      ? entry('Next', `${auditOpen(flags)} shows the record as a page`, look)
      : []),
    '',
  ]
}

function headline(record: AuditRecord, { paint }: Look): string {
  const { outcome, runId, source, staging, reached, dataset } = record
  if (outcome !== 'published')
    return `${paint('red', words[outcome])} Run ${runId} ended in ${reached}. ${describeServing(record)}`
  return `${paint('green', 'Published.')} ${staging?.database ?? 'Staging'} is a masked copy of ${dataset ? `dataset ${dataset} of ` : ''}${source?.database ?? 'the source'}, run ${runId}.`
}

const words: Record<AuditRecord['outcome'], string> = {
  published: 'Published.',
  refused: 'Refused.',
  failed: 'Failed.',
  interrupted: 'Interrupted.',
  abandoned: 'Abandoned.',
  'rolled-back': 'Rolled back.',
}

function idleLines({ accepted = [] }: AuditRecord, { paint }: Look): string[] {
  const idle = accepted.filter(({ unusedFor }) => (unusedFor ?? 0) > 0)
  return columns(
    idle.map(({ in: place, of, unusedFor }) => [
      place,
      of,
      paint('dim', `for ${plural(unusedFor ?? 0, 'published run')}`),
    ]),
  )
}

function leftOutLines({ notRestored = [] }: AuditRecord, { paint }: Look): string[] {
  return columns(notRestored.map(({ program, reason }) => [program, paint('dim', reason)]))
}

function edgeCaseLines({ edgeCases }: AuditRecord, { paint }: Look): string[] {
  const shown = edgeCases.slice(0, edgeCasesShown)
  const rows = shown.map(({ name, table, key }) => [
    name,
    paint(
      'dim',
      `${table} ${Object.entries(key)
        .map(([column, value]) => `${column} ${value}`)
        .join(', ')}`,
    ),
  ])
  const left = edgeCases.length - shown.length
  return [
    ...columns(rows),
    ...(left > 0 ? [paint('dim', `and ${left} more, in the record and in the table nightmask_edge_cases`)] : []),
  ]
}

function timeLines(timings: readonly StepTiming[], { paint }: Look): string[] {
  const rows = timings.map(({ step, milliseconds, rows, bytes }) => [
    step,
    duration(milliseconds / 1000),
    paint('dim', rows > 0 ? plural(rows, 'row') : ''),
    paint('dim', bytes > 0 ? size(bytes) : ''),
  ])
  return columns(rows, ['left', 'right', 'right', 'right'])
}

function secondsOf({ startedAt, endedAt }: AuditRecord): number {
  return (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
}

function publicationLines(record: AuditRecord, look: Look): string[] {
  const { publication, runId, dataset } = record
  if (!publication)
    return canResume(record)
      ? entry('Resume', `nightmask run --resume ${runId}: loads what is masked already, without production.`, look)
      : []
  // Only staging has a generation to go back to; a dataset is simply taken again.
  if (dataset) return []
  const tries = publication.attempts > 1 ? ` The swap took ${publication.attempts} tries.` : ''
  return publication.previousSchema
    ? entry('Undo', `nightmask rollback: the generation before is kept in ${publication.previousSchema}.${tries}`, look)
    : entry('Undo', `nothing to go back to: this is the first generation.${tries}`, look)
}

// Masked chunks are kept when all of them are there; a run that was refused would be refused again.
function canResume({ outcome, timings }: AuditRecord): boolean {
  return ['failed', 'interrupted', 'abandoned'].includes(outcome) && timings.some(({ step }) => step === 'snapshot')
}
