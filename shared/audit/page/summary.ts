import { count, counted, dateAndTime, duration, percent, roundly } from '../figures.ts'
import type { AuditRecord, Check } from '../record.ts'
import { describeFilling } from '../refresh.ts'
import { describeServing } from '../serving.ts'
import { type Html, html } from './html.ts'

/** What happened, in one sentence and four figures: enough for whoever has ten seconds. */
export function summary(record: AuditRecord): Html {
  return html`<header class="${record.outcome}"><div class="sheet">
${brandOf('audit record')}
<p class="verdict">${verdicts[record.outcome].word}</p>
<h1>${headline(record)}</h1>
${record.failure === null ? null : html`<p class="failure">${record.failure}</p>`}
<ul class="tiles">
${maskedTile(record)}
${leakTile(record)}
${checksTile(record.checks)}
${tile(duration(elapsed(record)), 'from start to end', `began ${dateAndTime(record.startedAt)}`)}
</ul>
${factList(facts(record))}
</div></header>`
}

export function factList(facts: readonly (readonly [string, string])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

const moon: Html = {
  html: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20.5 14.6A8.6 8.6 0 0 1 9.4 3.5a8.6 8.6 0 1 0 11.1 11.1Z" fill="currentColor"/></svg>',
}

/** The head's first line: `what` is audit record or audit records. */
export function brandOf(what: string): Html {
  return html`<p class="brand">${moon} nightmask <span>${what}</span></p>`
}

export const verdicts: Readonly<Record<AuditRecord['outcome'], { word: string; end: string }>> = {
  published: { word: 'Published', end: '' },
  refused: { word: 'Refused', end: 'Verification refused to publish' },
  failed: { word: 'Failed', end: 'The run failed' },
  interrupted: { word: 'Interrupted', end: 'The run was interrupted' },
  abandoned: { word: 'Abandoned', end: 'The run ended without writing its record' },
  'rolled-back': { word: 'Rolled back', end: '' },
}

function headline(record: AuditRecord): string {
  const { outcome, source, staging, startedAt, timings } = record
  const { end } = verdicts[outcome]
  if (outcome !== 'published') return `${end}. ${describeServing(record)}`
  // The snapshot opens with the first step that reads rows.
  const opened = timings.find(({ step }) => step === 'survey' || step === 'snapshot')?.startedAt ?? startedAt
  return `${staging?.database ?? 'Staging'} is a masked copy of ${source?.database ?? 'the source'}, as it was on ${dateAndTime(opened)}.`
}

function maskedTile({ tables }: AuditRecord): Html {
  const columns = tables.flatMap((table) => table.columns)
  const masked = columns.filter((column) => column.masked !== null)
  const cells = tables.reduce((sum, { rowsRead, columns }) => sum + rowsRead * columns.length, 0)
  const replaced = masked.reduce((sum, column) => sum + (column.masked ?? 0), 0)
  const share = cells === 0 ? '' : `, ${percent(replaced / cells)} of all cells`
  return tile(roundly(replaced), 'cells replaced', `in ${counted(masked.length, 'column')}${share}`)
}

function leakTile({ checks, coincidences = [] }: AuditRecord): Html {
  const leaks = checks.find(({ name }) => name === 'leaks')
  if (!leaks || leaks.verdict === 'skipped') return tile('–', 'real values found', 'the search was not made', 'warn')
  const found = leaks.findings.length
  const standing = coincidences.filter(({ outcome }) => outcome !== 'refused').length
  if (leaks.verdict === 'passed')
    return standing === 0
      ? tile('0', 'real values found', `searched ${leaks.covered}`, 'good')
      : tile('0', 'leaks found', `${counted(standing, 'coincidence')} let stand; searched ${leaks.covered}`, 'good')
  return tile(count(found), found === 1 ? 'leak found' : 'leaks found', `searched ${leaks.covered}`, 'bad')
}

function checksTile(checks: readonly Check[]): Html {
  const number = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).length
  const rest = [
    number('failed') > 0 ? `${number('failed')} failed` : '',
    number('skipped') > 0 ? `${number('skipped')} not made` : '',
  ].filter(Boolean)
  const tone = number('failed') > 0 ? 'bad' : number('passed') === 0 ? 'warn' : 'good'
  return tile(
    `${number('passed')} of ${checks.length - number('not-asked')}`,
    'checks passed',
    rest.join(', ') || 'none left out',
    tone,
  )
}

function tile(figure: string, label: string, detail: string, tone = ''): Html {
  return html`<li class="${tone}"><strong>${figure}</strong> <b>${label}</b> <span>${detail}</span></li>`
}

function facts(record: AuditRecord): [string, string][] {
  const { source, staging, snapshot, key, publication } = record
  const place = (identity: AuditRecord['source']) =>
    identity ? `${identity.database} at ${identity.address}, server ${identity.version}` : 'not reached'
  return [
    ['Run', `${record.runId}${record.dataset === null ? '' : `, dataset ${record.dataset}`}, seed ${record.seed}`],
    ...(record.by === undefined ? [] : [['By', record.by] as [string, string]]),
    ...(record.engine === undefined ? [] : [['Done by', engines[record.engine]] as [string, string]]),
    ['Source', place(source)],
    ['Staging', place(staging)],
    ['Snapshot', snapshot ? `${consistencies[snapshot.consistency]}${describeTries(snapshot)}` : 'not taken'],
    ['Pseudonym key', key ? `${key.id}${key.version === null ? '' : `, version ${key.version}`}` : 'not read'],
    ...leftOut(record),
    ...describeFilling(record).map((told): [string, string] => ['Filled', told]),
    ['Published', publication ? describePublication(publication) : `no; the run ended in ${record.reached}`],
    ...(record.serves ? [['Staging', describeServing(record)] as [string, string]] : []),
  ]
}

function leftOut({ notRestored = [] }: AuditRecord): [string, string][] {
  const told = notRestored.map(({ program, reason }) => `${program} (${reason})`)
  return told.length > 0 ? [['Not restored', told.join(', ')]] : []
}

const engines = {
  process: 'one process of the command line',
  lambda: 'functions on AWS, one for each step',
  task: 'one task on AWS, with both sides in one process',
} as const

const consistencies = {
  'quiet-window': 'one moment, in which the server wrote nothing',
  'locked-open': 'one moment, writers held for milliseconds',
  'single-connection': 'one moment, over one connection',
  clone: 'one moment, a clone of production',
} as const

function describeTries({ connections, tries, reason }: NonNullable<AuditRecord['snapshot']>): string {
  return `; ${counted(connections, 'connection')}${tries > 1 ? `, ${tries} tries` : ''}${reason ? `. ${reason}` : ''}`
}

function describePublication({ tables, previousSchema, attempts }: NonNullable<AuditRecord['publication']>): string {
  const before = previousSchema === null ? 'the first generation' : `the one before is kept in ${previousSchema}`
  return `${counted(tables, 'table')} at once${attempts > 1 ? `, at try ${attempts}` : ''}; ${before}`
}

function elapsed({ startedAt, endedAt }: AuditRecord): number {
  return Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))
}
