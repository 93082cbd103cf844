import { kindNames } from '../detection/finding.ts'
import { describeSettings, proposeKeeping } from '../detection/tables/settings-note.ts'
import type { Draft, DraftColumn, DraftTable } from '../draft.ts'
import type { RulesByRow } from '../rule.ts'
import { acceptedLine } from './accepted-line.ts'
import { describeRule } from './describe-rule.ts'
import { scalar } from './scalar.ts'

const introduction = `# Made by \`nightmask init\`. It classifies every column; where one was called personal, the comment says why.
# Foreign-key columns are not listed: they take the rule of the key they reference. docs/policy.md explains every rule.`

/** policy.yaml of a draft. `schemaPath` is where editors find its JSON Schema. */
export function writePolicy(draft: Draft, schemaPath: string): string {
  const { locale, tables } = draft
  return [
    `# yaml-language-server: $schema=${schemaPath}`,
    introduction,
    ...settingsLines(draft),
    'version: 1',
    `locale: ${scalar(locale)}`,
    ...(tables.length > 0 ? ['tables:', ...tables.flatMap(tableLines)] : ['tables: {}']),
    ...draftSections(draft).flatMap(({ comment, key, entries }) => [...comment, key, ...entries]),
    '',
  ].join('\n')
}

/** A key of policy.yaml beside `tables`, as lines. */
export interface DraftSection {
  readonly name: string
  readonly comment: readonly string[]
  /** `accepted:`, or the whole of it where it is one line. */
  readonly key: string
  readonly entries: readonly string[]
}

/** What a draft says beside its tables; sections without a word are left out. */
export function draftSections({ withoutSnapshot, broken, accepted, dropsComments }: Draft): DraftSection[] {
  const sections: DraftSection[] = [
    section(
      'without_snapshot',
      waived,
      withoutSnapshot.map(({ table, engine }) => `${scalar(table)}: "accepted by init: ${engine} has no snapshot"`),
    ),
    section(
      'not_restored',
      leftOut,
      broken.map((program) => `${scalar(program)}: "left out by init: what it refers to is gone"`),
    ),
    section(
      'accepted',
      coincidences,
      accepted.map((entry) => `- ${acceptedLine(entry)}`),
    ),
  ]
  return [...sections.filter(({ entries }) => entries.length > 0), ...(dropsComments ? [comments] : [])]
}

function section(name: string, comment: readonly string[], entries: readonly string[]): DraftSection {
  return { name, comment, key: `${name}:`, entries: entries.map((entry) => `  ${entry}`) }
}

const waived = [
  '# These engines have no snapshot: rows may be of different moments. Remove a line to refuse the table instead.',
]
const leftOut = ['# These could not be made any more even in production. Remove a line once one is repaired.']
const coincidences = [
  '# Words of the application that somebody also chose, such as a user name: read whether that is all they are.',
  '# The leak check lets them stand there, and no others. Remove a line to have it refuse them.',
]
const comments: DraftSection = {
  name: 'definitions',
  comment: ["# A comment of production's holds a real value: staging goes without comments."],
  key: 'definitions: { comments: drop }',
  entries: [],
}

/** A table with its columns, the reason beside each rule. */
export function tableLines({ table, columns }: DraftTable): string[] {
  const named = columns.filter(({ rule }) => rule !== null)
  return [`  ${scalar(table)}:${named.length > 0 ? '' : ' {}'}`, ...columnLines(columns)]
}

/** What was done with the tables of settings, as comments beside the draft. */
function settingsLines({ settings }: Draft): string[] {
  const kept = settings.flatMap((note) => proposeKeeping(note) ?? [])
  return [
    ...settings.map((note) => `# ${scalar(note.table)}: ${describeSettings(note)}.`),
    ...kept.map((proposal) => `# ${proposal}.`),
  ]
}

export function columnLines(columns: readonly DraftColumn[]): string[] {
  const widths = columns.flatMap((entry) => (isExplained(entry) && !entry.rule?.inside ? [ruleOf(entry).length] : []))
  return columns.flatMap((entry) => {
    if (entry.rule?.byRow) return byRowLines(entry, entry.rule.byRow)
    return entry.rule?.inside ? insideLines(entry, entry.rule) : [`    ${columnLine(entry, Math.max(0, ...widths))}`]
  })
}

/** A rule that reaches inside values, a path on each line. */
function insideLines({ column, finding }: DraftColumn, { mask, inside }: NonNullable<DraftColumn['rule']>): string[] {
  const { branches, otherwise } = inside!
  const because = finding ? `  # ${kindNames[finding.kind]}: ${finding.because}` : ''
  return [
    `    ${scalar(column)}:${because}`,
    `      mask: ${mask}`,
    ...(branches.length > 0 ? ['      paths:'] : []),
    ...branches.map(({ path, rule }) => `        ${scalar(path)}: ${describeRule(rule)}`),
    `      otherwise: ${describeRule(otherwise)}`,
  ]
}

/** A rule by row, a branch on each line. */
function byRowLines({ column, comments = [] }: DraftColumn, { by, branches, otherwise }: RulesByRow): string[] {
  const lines = branches.map(({ match, rule }) => `${scalar(match)}: ${describeRule(rule)}`)
  const width = Math.max(...lines.map(({ length }) => length))
  return [
    `    ${scalar(column)}:`,
    `      by: ${scalar(by)}`,
    '      rules:',
    ...lines.map((line, at) => {
      const comment = comments.find(([match]) => match === branches[at]!.match)?.[1]
      return `        ${comment ? `${line.padEnd(width)}  # ${comment.replaceAll(/\s+/g, ' ')}` : line}`
    }),
    `      otherwise: ${describeRule(otherwise)}`,
  ]
}

function columnLine(entry: DraftColumn, width: number): string {
  const { column, rule, finding } = entry
  const because = finding ? `${kindNames[finding.kind]}: ${finding.because}` : ''
  if (!rule) return `# ${scalar(column)}: needs a decision, since no rule could be proven (${because})`
  return isExplained(entry) ? `${ruleOf(entry).padEnd(width)}  # ${because}` : ruleOf(entry)
}

function isExplained({ finding, rule }: DraftColumn): boolean {
  return finding !== null && rule !== null && rule.mask !== 'keep'
}

function ruleOf({ column, rule }: DraftColumn): string {
  return rule ? `${scalar(column)}: ${describeRule(rule)}` : ''
}
