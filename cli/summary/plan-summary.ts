import { describeColumns } from '../../shared/policy/condition/describe-condition.ts'
import { nameOfRule } from '../../shared/policy/file/describe-rule.ts'
import type { Plan, TablePlan } from '../../shared/policy/plan.ts'
import { describeRefresh } from '../../shared/policy/refresh.ts'
import { describeSetting } from '../../shared/policy/staging-own.ts'
import { columns, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { count, duration, plural, size } from '../display/quantity.ts'
import type { PlanSummary } from '../progress.ts'
import { awsNightLines } from './aws-night.ts'
import { changed, entries, entry, listed, section, shortList } from './sections.ts'
import { uncoveredLines } from './uncovered-lines.ts'

/** What a run would do: coverage, tables, drift, what the proofs said, how long it takes. */
export function planSummary(
  { plan, notes, drift, dataset, serving, uncovered, estimateSeconds, aws }: PlanSummary,
  look: Look,
): string[] {
  const { paint, width } = look
  return [
    '',
    ...wrap(
      `${paint('green', 'Covered.')} Every column of ${plan.source.database} is classified; a run would refresh ${plan.staging.database} at ${plan.staging.address}.`,
      width,
    ),
    ...section('Tables', countPlanned(plan), tableLines(plan, look), look),
    ...section('Dataset', plan.dataset ?? '', dataset ?? [], look),
    ...section("Staging's", 'rows that it keeps, and what is set in it', columns(ownLines(plan, look)), look),
    ...section('Changed', 'since the last published run', changed(drift ?? [], look), look),
    ...uncoveredLines(uncovered, look),
    ...proofLines(notes, look),
    '',
    ...entry(
      'Estimate',
      `${estimateSeconds < 10 ? 'a few seconds' : `about ${duration(estimateSeconds)}`} for ${plural(plan.chunks.length, 'chunk')}, loaded by ${loadName(plan)}`,
      look,
    ),
    ...entries('Tonight', plan.refresh ? describeRefresh(plan.refresh) : [], look),
    ...(aws ? awsNightLines(aws, look) : []),
    ...(drift?.length
      ? []
      : entry('Changes', drift ? 'none since the last published run' : 'no published run yet to compare with', look)),
    ...entries('Staging', serving, look),
    ...entry('Next', plan.dataset === null ? 'nightmask run' : 'nightmask run with the same flags', look),
    '',
  ]
}

/** How sure the proofs are is asked for by few; they are all in the plan. */
function proofLines(notes: readonly string[], look: Look): readonly string[] {
  if (notes.length === 0) return []
  if (Number.isFinite(look.listLines))
    return [
      '',
      ...entry('Proofs', `every rule was proven to work; ${plural(notes.length, 'note')} with --verbose`, look),
    ]
  return section('Proofs', 'what to know about the rules', listed(notes, look), look)
}

function countPlanned({ tables, skippedTables }: Plan): string {
  const all = tables.flatMap(({ columns }) => columns)
  const masked = all.filter(({ rule }) => rule.mask !== 'keep').length
  const skipped = skippedTables.length > 0 ? `, ${plural(skippedTables.length, 'table')} left empty` : ''
  return `${tables.length} copied${skipped}; ${masked} of ${plural(all.length, 'column')} masked`
}

function tableLines(plan: Plan, look: Look): string[] {
  const chunks = Map.groupBy(plan.chunks, ({ table }) => table)
  const head = ['table', 'rows ≈', 'size ≈', 'chunks', 'masked'].map((cell) => look.paint('dim', cell))
  const rows = plan.tables.map((table) => [
    table.table,
    count(table.rowsEstimate),
    size(table.bytesEstimate),
    count(chunks.get(table.table)?.length ?? 0),
    describeRules(table) || look.paint('dim', 'all kept'),
  ])
  const lines = columns([head, ...rows], ['left', 'right', 'right', 'right', 'left'])
  const skipped = shortList(plan.skippedTables, look.width - 16)
  return [...lines, ...(skipped ? [look.paint('dim', `left empty: ${skipped}`)] : [])]
}

function ownLines({ own, keepTables }: Plan, { paint }: Look): string[][] {
  const clash = { staging: "staging's stay", production: "production's stay", refuse: 'the night ends' }
  return [
    ...keepTables.map((table) => [table, 'kept whole', '']),
    ...(own?.keepRows ?? []).map(({ table, where, onClash }) => [
      ...[table, `keeps rows by ${describeColumns(where)}`, paint('dim', `where both have one, ${clash[onClash]}`)],
    ]),
    ...(own?.settings ?? []).map((setting) => [
      setting.table,
      describeSetting(setting),
      paint('dim', describeColumns(setting.where) ? `where ${describeColumns(setting.where)}` : 'every row'),
    ]),
  ]
}

function describeRules({ columns }: TablePlan): string {
  return columns
    .filter(({ rule }) => rule.mask !== 'keep')
    .map(({ column, rule }) => (column === rule.mask ? column : `${column} (${nameOfRule(rule)})`))
    .join(', ')
}

function loadName({ loadMethod }: Plan): string {
  if (loadMethod === 's3') return 'LOAD DATA FROM S3'
  return loadMethod === 'load-data'
    ? 'LOAD DATA'
    : 'INSERT, because local_infile is off on staging (two to three times slower)'
}
