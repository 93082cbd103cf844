import type { UncoveredLeaf } from '../../shared/drafting/inside/uncovered-leaves.ts'
import { kindNames } from '../../shared/policy/detection/finding.ts'
import type { Draft } from '../../shared/policy/draft.ts'
import { describeWithoutValue } from '../../shared/policy/file/describe-rule.ts'
import type { Problem } from '../../shared/policy/file/problems.ts'
import { columns, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import { entry, section } from './sections.ts'
import { uncoveredLines } from './uncovered-lines.ts'

export interface InitUpdate {
  readonly file: string
  /** What editors check it by; made anew. */
  readonly schema: string
  /** What of the draft was new to the policy. */
  readonly added: Draft
  /** What the policy names and the source does not have. */
  readonly gone: readonly Problem[]
  /** What rules inside values keep although it seems personal. */
  readonly uncovered: readonly UncoveredLeaf[]
  readonly isChanged: boolean
}

/** What `init --update` added, what it left for somebody to decide, and what the source does not have any more. */
export function updateSummary({ file, schema, added, gone, uncovered, isChanged }: InitUpdate, look: Look): string[] {
  const all = added.tables.flatMap(({ table, columns }) => columns.map((column) => ({ table, ...column })))
  const rows = all.flatMap(({ table, column, rule, finding }) =>
    rule
      ? [
          [
            `${look.paint('green', '+')} ${table}.${column}`,
            describeWithoutValue(rule),
            look.paint('dim', finding ? `${kindNames[finding.kind]}: ${finding.because}` : ''),
          ],
        ]
      : [],
  )
  const undecided = all.filter(({ rule }) => rule === null).map(({ table, column }) => `${table}.${column}`)
  const beside = [
    ...added.withoutSnapshot.map(({ table }) => `without_snapshot: ${table}`),
    ...added.broken.map((program) => `not_restored: ${program}`),
    ...added.accepted.map((accepted) => `accepted: ${accepted.in} of ${accepted.of}`),
  ]
  const told = isChanged
    ? `${look.paint('green', 'Updated')} ${file}: ${plural(all.length, 'column')} of ${plural(added.tables.length, 'table')} added; everything else is as it was.`
    : `${file} knows every table and column of the source; nothing was changed.`
  return [
    '',
    ...wrap(told, look.width),
    ...section('Added', 'column, rule, and why', columns(rows), look),
    ...section('Undecided', 'no rule could be proven: a run stops until you decide', undecided, look),
    ...uncoveredLines(uncovered, look),
    ...section('Beside', 'lines added beside the tables', beside, look),
    ...section(
      'Gone',
      'named in the policy, but not in the source: take these lines out',
      gone.map(({ line, text }) => `${look.paint('red', '−')} line ${line}: ${text}`),
      look,
    ),
    '',
    ...entry('Editor', `${schema} knows the database as it is now.`, look),
    ...entry('Next', 'read what was added, then nightmask plan', look),
    '',
  ]
}
