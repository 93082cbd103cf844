import { kindNames } from '../../shared/policy/detection/finding.ts'
import { describeSettings, proposeKeeping } from '../../shared/policy/detection/tables/settings-note.ts'
import type { Draft } from '../../shared/policy/draft.ts'
import { nameOfRule } from '../../shared/policy/file/describe-rule.ts'
import type { ProposedSetting } from '../../shared/policy/proposed-setting.ts'
import { columns, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import { entry, section } from './sections.ts'

export interface InitResult {
  readonly files: { readonly policy: string; readonly config: string }
  /** The configuration that was there and stays: then `files.config` is a proposal beside it. Null for none. */
  readonly kept: string | null
  /** What editors complete and check the two files by. */
  readonly schemas: readonly string[]
  readonly draft: Draft
  /** What a copy of production might do to others. */
  readonly harm: readonly ProposedSetting[]
  /** Comments, defaults and programs that mention somebody. */
  readonly definitions: readonly string[]
  /** Whether the key that the configuration names is there. */
  readonly hasKey: boolean
  /** Variables that the configuration takes from the environment and that are not set. */
  readonly unset: readonly string[]
}

/** What init found and wrote, and what comes next. */
export function initSummary(result: InitResult, look: Look): string[] {
  const { files, kept, schemas, draft, harm, definitions } = result
  const all = draft.tables.flatMap(({ table, columns }) => columns.map((column) => ({ table, ...column })))
  const masked = all.filter(({ rule }) => rule !== null && rule.mask !== 'keep')
  const undecided = all.filter(({ rule }) => rule === null).map(({ table, column }) => `${table}.${column}`)
  const rows = masked.map(({ table, column, rule, finding }) => [
    `${table}.${column}`,
    rule ? nameOfRule(rule) : '',
    look.paint('dim', finding ? `${kindNames[finding.kind]}: ${finding.because}` : ''),
  ])
  const waived = draft.withoutSnapshot.map(({ table, engine }) => `${table} (${engine})`)
  return [
    '',
    ...wrap(
      `${look.paint('green', 'Wrote')} ${files.policy} and ${files.config}: ${plural(draft.tables.length, 'table')}, ${plural(masked.length, 'column')} masked.`,
      look.width,
    ),
    ...(kept === null
      ? []
      : wrap(`${kept} was there and stays as it is: take over what you want of ${files.config}.`, look.width)),
    ...section('Personal', 'what was found, the rule, and why', columns(rows), look, `all are in ${files.policy}`),
    ...section('Settings', 'tables of names and values: kept, with rules by row', settingsLines(draft, look), look),
    ...section(
      'Harm',
      `proposed in ${files.config} for staging, and not done until you say so`,
      columns(harmRows(harm)),
      look,
    ),
    ...section('Undecided', 'no rule could be proven: a run stops until you decide', undecided, look),
    ...section('No snapshot', 'accepted under without_snapshot: rows may be of different moments', waived, look),
    ...section('Left out', 'under not_restored: what these refer to is gone in production', draft.broken, look),
    ...section('Accepted', 'words of the application that somebody also chose', columns(acceptedRows(draft)), look),
    ...section('To answer', 'kept, and a run refuses it until you accept or mask it', columns(askedRows(draft)), look),
    ...section(
      'Comments',
      'left out in staging, as one holds a real value',
      draft.dropsComments ? ['all of them'] : [],
      look,
    ),
    ...section('Definitions', 'they mention somebody, and no rule reaches them', definitions, look),
    '',
    ...entry(
      'Read',
      `${files.policy} before you trust it: detection is a proposal, and what it kept is listed there too.`,
      look,
    ),
    ...entry(
      'Editor',
      `${schemas.join(' and ')}: your tables, columns and the rules proven on each. Commit them with the two files; VS Code needs the extension YAML.`,
      look,
    ),
    ...entry('Next', nextOfInit(result), look),
    '',
  ]
}

/** What is left to be done, in its order. */
export function nextOfInit({ hasKey, unset }: Pick<InitResult, 'hasKey' | 'unset'>): string {
  const steps = [
    ...(hasKey ? [] : ['nightmask key new']),
    ...(unset.length > 0 ? [`set ${unset.join(' and ')}`] : []),
    'nightmask doctor, which asks both databases for what a run needs',
  ]
  return steps.join(', then ')
}

function harmRows(harm: readonly ProposedSetting[]): string[][] {
  return harm.map(({ table, because }) => [table, because])
}

function acceptedRows({ accepted }: Draft): string[][] {
  return accepted.map(({ in: place, of, reason }) => [place, of, reason])
}

function askedRows({ asked }: Draft): string[][] {
  return asked.map(({ in: place, of, what, cells }) => [place, of, `${plural(cells, 'cell')}: ${what}`])
}

/** What was done with each table of settings, and which of them staging may want for itself. */
function settingsLines({ settings }: Draft, { width }: Look): string[] {
  const told = settings.map((note) => `${note.table}: ${describeSettings(note)}`)
  const proposed = settings.flatMap((note) => proposeKeeping(note) ?? [])
  return [...told, ...proposed].flatMap((text) =>
    wrap(text, width - 4).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)),
  )
}
