import { acceptedLine } from './accepted-line.ts'
import { describeRule, scalar } from './describe-rule.ts'
import { kindNames } from './detection/finding.ts'
import type { Draft, DraftColumn, DraftTable } from './draft.ts'

const introduction = `# Made by \`nightmask init\`. It classifies every column; where one was called personal, the comment says why.
# Foreign-key columns are not listed: they take the rule of the key they reference. docs/policy.md explains every rule.`

/** policy.yaml of a draft. `schemaPath` is where editors find its JSON Schema. */
export function writePolicy(draft: Draft, schemaPath: string): string {
  const { locale, tables, withoutSnapshot, broken, accepted, dropsComments } = draft
  return [
    `# yaml-language-server: $schema=${schemaPath}`,
    introduction,
    'version: 1',
    `locale: ${scalar(locale)}`,
    ...(tables.length > 0 ? ['tables:', ...tables.flatMap(tableLines)] : ['tables: {}']),
    ...(withoutSnapshot.length > 0 ? waiverLines(withoutSnapshot) : []),
    ...(broken.length > 0 ? leftOutLines(broken) : []),
    ...(accepted.length > 0 ? acceptedLines(accepted) : []),
    ...(dropsComments ? commentLines : []),
    '',
  ].join('\n')
}

function tableLines({ table, columns }: DraftTable): string[] {
  const named = columns.filter(({ rule }) => rule !== null)
  const widths = columns.flatMap((entry) => (isExplained(entry) ? [ruleOf(entry).length] : []))
  return [
    `  ${scalar(table)}:${named.length > 0 ? '' : ' {}'}`,
    ...columns.map((entry) => `    ${columnLine(entry, Math.max(0, ...widths))}`),
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

function waiverLines(tables: Draft['withoutSnapshot']): string[] {
  return [
    '# These engines have no snapshot: rows may be of different moments. Remove a line to refuse the table instead.',
    'without_snapshot:',
    ...tables.map(({ table, engine }) => `  ${scalar(table)}: "accepted by init: ${engine} has no snapshot"`),
  ]
}

function leftOutLines(programs: readonly string[]): string[] {
  return [
    '# These could not be made any more even in production. Remove a line once one is repaired.',
    'not_restored:',
    ...programs.map((program) => `  ${scalar(program)}: "left out by init: what it refers to is gone"`),
  ]
}

function acceptedLines(accepted: Draft['accepted']): string[] {
  return [
    '# Words of the application that somebody also chose, such as a user name: read whether that is all they are.',
    '# The leak check lets them stand there, and no others. Remove a line to have it refuse them.',
    'accepted:',
    ...accepted.map((entry) => `  - ${acceptedLine(entry)}`),
  ]
}

const commentLines = [
  "# A comment of production's holds a real value: staging goes without comments.",
  'definitions: { comments: drop }',
]
